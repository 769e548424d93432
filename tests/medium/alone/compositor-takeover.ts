// Encoders that are killed and stopped while viewers watch. Real: worker thread, FFmpeg, its encoders. Made up: the guest.
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { ProgrammeSettingsInput } from '#compositor';
import { cameraTrack, microphoneTrack, opusUnits, plain, vp8Units } from '../../support/compositor/guests.js';
import { joinedRuns } from '../../support/compositor/joined-runs.js';
import { audioEncoders, publishedOf, videoEncoders } from '../../support/compositor/programme-children.js';
import { ProgrammeUnderTest } from '../../support/compositor/programme-under-test.js';
import type { SentUnit } from '../../support/compositor/synthetic-track.js';

const LADDER: ProgrammeSettingsInput = {
  ...{ width: 640, height: 360, preset: 'veryfast' },
  rungs: [
    { shortSidePx: 360, bitrate: 1_000_000 },
    { shortSidePx: 180, bitrate: 400_000 },
  ],
};
const RUNGS = ['video-360', 'video-180'];
/** A part is half a second; a process that hangs is known within as long; the rest is a loaded machine's. */
const BACK_WITHIN_MS = { SIGKILL: 900, SIGSTOP: 1_500 };
/** What the neighbouring frames of the tone differ by is far below; a click is far above. */
const CLICK_DBFS = -40;

type Signal = keyof typeof BACK_WITHIN_MS;

let show: ProgrammeUnderTest;
let red: SentUnit[];
let tone: SentUnit[];

beforeAll(async () => {
  // Longer than a test: where a clip begins again, its tone does not.
  [red, tone] = await Promise.all([vp8Units(plain('0xfe0000')), opusUnits('sine=f=440', 60)]);
}, 60_000);

afterEach(() => show.close());

async function onAir(): Promise<void> {
  show = await ProgrammeUnderTest.create(LADDER);
  const seen = show.seen(1);
  await show.programme.addTrack(cameraTrack('g1', red));
  await show.programme.addTrack(microphoneTrack('g1', tone));
  show.programme.addParticipant({ id: 'g1', name: 'Rosa', music: true });
  await seen;
  // By then the spares are warm.
  await show.run(4);
}

/** Strikes the published one of these and waits until its spare is published. */
async function strike(pids: () => number[], signal: Signal): Promise<void> {
  const back = show.happened((event) => event.kind === 'encoder-took-over');
  process.kill(await publishedOf(pids()), signal);
  expect(await back).toMatchObject({ continues: true, run: 1 });
}

/** The strict form judges how soon the spare is there. */
export function strikeVideo(signals: readonly Signal[], { isStrict }: { isStrict: boolean }): void {
  describe.each(signals)('a video encoder that gets %s', (signal) => {
    test('is followed by its spare: every tick has its frame, in every rendition', async () => {
      await onAir();
      const struckMs = performance.now();
      await strike(videoEncoders, signal);
      await show.sink.until(() => RUNGS.every((id) => show.sink.of(id)[1]?.firstByteMs !== undefined));
      const backMs = Math.max(...RUNGS.map((id) => show.sink.of(id)[1]?.firstByteMs ?? 0)) - struckMs;
      const { ticks } = await show.run(2);
      await show.close();
      for (const id of RUNGS) {
        const runs = show.sink.of(id);
        expect(runs.map(({ continues }) => continues)).toEqual([undefined, true]);
        const joined = await joinedRuns(runs);
        expect(joined.maps).toBe(1);
        expect(joined.firstFrameIsKey).toBe(true);
        expect(joined.holes).toEqual([]);
        expect(joined.endUnit).toBeGreaterThanOrEqual(ticks);
        // On a busy machine the first encoder has its first frame after some ticks.
        expect(joined.decodedFrames).toBe(joined.endUnit - (runs[0]?.start.units ?? 0));
      }
      expect(show.sink.of('audio')).toHaveLength(1);
      if (isStrict) expect(backMs).toBeLessThan(BACK_WITHIN_MS[signal]);
    });
  });
}

export function strikeAudio(signals: readonly Signal[]): void {
  describe.each(signals)('an audio encoder that gets %s', (signal) => {
    test('is followed by its spare without a click', async () => {
      await onAir();
      await strike(audioEncoders, signal);
      await show.run(2);
      await show.close();
      const runs = show.sink.of('audio');
      expect(runs.map(({ continues }) => continues)).toEqual([undefined, true]);
      const joined = await joinedRuns(runs);
      expect(joined.maps).toBe(1);
      expect(joined.holes).toEqual([]);
      expect(joined.residualDbfs).toBeLessThan(CLICK_DBFS);
      expect(show.sink.of('video-360')).toHaveLength(1);
    });
  });
}

export function strikeTwice(): void {
  test('a spare that took over has a spare of its own', async () => {
    await onAir();
    await strike(videoEncoders, 'SIGKILL');
    // Its successor has a spare of its own by then, and is followed in turn.
    await show.run(3);
    const back = show.happened((event) => event.kind === 'encoder-took-over');
    process.kill(await publishedOf(videoEncoders()), 'SIGKILL');
    expect(await back).toMatchObject({ continues: true, run: 2 });
  });
}
