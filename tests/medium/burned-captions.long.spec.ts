// Captions drawn into the video of one format and not of the other. Real: worker thread, FFmpeg's encoders and decoder.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ProgrammeUnderTest } from '../support/compositor/programme-under-test.js';
import { type RecordedRun, readDecoded, saveFrame } from '../support/compositor/recording-sink.js';

const SIZE = { width: 640, height: 360 };
const RUNG = [{ shortSidePx: 360, bitrate: 1_500_000 }];
/** White letters; the empty stage is darker. */
const WHITE = 200;
/** Of the lower third of the frame: strokes of some thirty letters. */
const SOME_SHARE = 0.005;
const SAID_AT_SECONDS = 1;
const GONE_AFTER_SECONDS = 12;

let show: ProgrammeUnderTest;

beforeAll(async () => {
  show = await ProgrammeUnderTest.create({
    ...SIZE,
    preset: 'ultrafast',
    rungs: RUNG,
    burnedCaptions: 'ko',
    formats: [
      { id: 'plain', ...SIZE, preset: 'ultrafast', rungs: RUNG },
      { id: 'english', ...SIZE, preset: 'ultrafast', rungs: RUNG, burnedCaptions: 'en' },
    ],
  });
}, 60_000);
afterAll(() => show?.close());

/** Share of white in the lower third, frame by frame. */
async function whiteShares(run: RecordedRun): Promise<number[]> {
  const shares: number[] = [];
  const bytes = SIZE.width * SIZE.height;
  await readDecoded(run, ['-f', 'rawvideo', '-pix_fmt', 'gray'], bytes, (frame) => {
    const lower = frame.subarray(Math.round((bytes * 2) / 3));
    shares.push(lower.filter((value) => value > WHITE).length / lower.length);
  });
  return shares;
}

test('words of its language are in the video of a format until they were read', async () => {
  await show.run(SAID_AT_SECONDS);
  const said = (id: string, text: string) => ({ id, text, speaker: 'Rosa', lastsMs: 2_000 });
  show.programme.putCaption('ko', said('a', '안녕하세요, 오늘 방송을 시작하겠습니다.'));
  show.programme.putCaption('en', said('b', 'Good evening everybody, and welcome to the show.'));
  await show.run(GONE_AFTER_SECONDS);
  await show.close();
  const [korean, plain, english] = ['video-360', 'plain-360', 'english-360'].map((id) => show.sink.of(id)[0]);
  if (!korean || !plain || !english) throw new Error('a format was not encoded');
  const shots = process.env.PROSCENIUM_SHOTS;
  if (shots !== undefined) {
    mkdirSync(shots, { recursive: true });
    await saveFrame(korean, SAID_AT_SECONDS + 2, join(shots, 'burned-captions.png'));
  }
  expect(Math.max(...(await whiteShares(plain)))).toBeLessThan(SOME_SHARE / 10);
  for (const run of [korean, english]) {
    const shares = await whiteShares(run);
    expect(Math.max(...shares)).toBeGreaterThan(SOME_SHARE);
    expect([shares[0], shares.at(-1)].every((share) => (share ?? 1) < SOME_SHARE / 10)).toBe(true);
  }
}, 120_000);
