import { PassThrough } from 'node:stream';
import { expect, test } from '@jest/globals';
import { i420Bytes } from '../mix/i420.js';
import { AheadReader } from './ahead-reader.js';
import { AUDIO_PIECE_SAMPLES, type ClipSource } from './clip-decoder.js';
import { ClipPlayer } from './clip-player.js';

const SIZE = { width: 4, height: 2 };
const FRAME_BYTES = i420Bytes(SIZE.width, SIZE.height);
const TICK = 1_600;

/** A file whose frame `n` has the brightness `n`, and whose sample `n` is `n`. */
class FakeFile implements ClipSource {
  readonly frames = new PassThrough();
  readonly samples = new PassThrough();
  readonly video = new AheadReader(this.frames, FRAME_BYTES, 15);
  readonly audio = new AheadReader(this.samples, AUDIO_PIECE_SAMPLES * 8, 800);
  isClosed = false;

  async write(frames: number, first = 0): Promise<void> {
    for (let n = first; n < first + frames; n += 1) {
      this.frames.write(Buffer.alloc(FRAME_BYTES, n));
      const samples = Float32Array.from({ length: TICK * 2 }, (_, i) => n * TICK + Math.floor(i / 2));
      this.samples.write(Buffer.from(samples.buffer));
    }
    await read();
  }

  async end(): Promise<void> {
    this.frames.end();
    this.samples.end();
    await read();
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }
}

/** Streams tell that they can be read in the next turns. */
const read = async (): Promise<void> => {
  for (let turn = 0; turn < 4; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

const FILE = { id: 'clip', path: '/clip.mp4', video: SIZE, hasAudio: true };

function cued(file = FILE) {
  const files: FakeFile[] = [];
  const player = new ClipPlayer(file, () => {
    files.push(new FakeFile());
    return files.at(-1) as FakeFile;
  });
  const left = new Float32Array(TICK);
  const right = new Float32Array(TICK);
  /** One tick: what is heard first, and what is seen. */
  const tick = () => {
    const hasEnded = player.advance();
    player.render(0, left, right, TICK);
    return { seen: player.image()?.y[0], heard: left[0], last: left[TICK - 1], hasEnded };
  };
  return { player, files, tick, file: files[0] as FakeFile };
}

test('its first frame waits, silent, and plays from the next tick on with its samples', async () => {
  const { player, file, tick } = cued();
  expect(player.isReady).toBe(false);
  await file.write(10);
  expect(player.isReady).toBe(true);
  expect([tick().seen, tick().heard]).toEqual([0, 0]);
  player.play();
  const ticks = Array.from({ length: 4 }, tick);
  expect(ticks.map(({ seen }) => seen)).toEqual([0, 1, 2, 3]);
  expect(ticks.map(({ heard }) => heard)).toEqual([0, TICK, 2 * TICK, 3 * TICK]);
  expect(ticks[3]?.last).toBe(4 * TICK - 1);
});

test('what the decoder brings too late is left out: the frame of a tick is a function of its number', async () => {
  const { player, file, tick } = cued();
  await file.write(2);
  player.play();
  const before = Array.from({ length: 4 }, tick);
  expect(before.map(({ seen }) => seen)).toEqual([0, 1, 1, 1]);
  await file.write(6, 2);
  const { seen, heard } = tick();
  expect([seen, heard]).toEqual([4, 4 * TICK]);
});

test('a pause keeps frame and sample, and goes on with the next ones', async () => {
  const { player, file, tick } = cued();
  await file.write(10);
  player.play();
  for (let n = 0; n < 3; n += 1) tick();
  player.pause();
  expect([tick(), tick()]).toMatchObject([
    { seen: 2, heard: 0, last: 0 },
    { seen: 2, heard: 0 },
  ]);
  player.play();
  expect(tick()).toMatchObject({ seen: 3, heard: 3 * TICK });
});

test('it ends once, keeps its last frame, and plays again from its start', async () => {
  const { player, file, files, tick } = cued();
  await file.write(3);
  await file.end();
  player.play();
  const ticks = Array.from({ length: 6 }, tick);
  expect(ticks.filter(({ hasEnded }) => hasEnded)).toHaveLength(1);
  expect(ticks.at(-1)).toMatchObject({ seen: 2, heard: 0 });
  expect(player.state).toBe('ended');
  player.play();
  expect(file.isClosed).toBe(true);
  expect(tick().seen).toBe(2);
  await files[1]?.write(3);
  expect([tick().seen, tick().seen]).toEqual([0, 1]);
});

test('a file that cannot be read ends at once', async () => {
  const { player, file, tick } = cued();
  await file.end();
  expect(player.isReady).toBe(true);
  player.play();
  expect(tick()).toMatchObject({ seen: undefined, hasEnded: true });
});
