// What the audience gets while things break. Real: worker thread, FFmpeg, its encoders. Made up: the participants.
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { colourName } from '../../support/compositor/colours.js';
import { cameraTrack, h264Units, plain, vp8Units } from '../../support/compositor/guests.js';
import { colourAt, decoders, videoEncoders } from '../../support/compositor/programme-children.js';
import { ProgrammeUnderTest, SMALL_RUNG } from '../../support/compositor/programme-under-test.js';
import { decodeFrames, type RecordedRun } from '../../support/compositor/recording-sink.js';
import type { SentUnit } from '../../support/compositor/synthetic-track.js';

const RED = '0xfe0000';
const LIME = '0x00ff00';
/** A new encoder is up within this; the rest is what a loaded test machine takes to start a process. */
const NEW_RUN_WITHIN_MS = 1_000;

let show: ProgrammeUnderTest;
let red: SentUnit[];
let redLarge: SentUnit[];
let lime: SentUnit[];

beforeAll(async () => {
  [red, redLarge, lime] = await Promise.all([
    vp8Units(plain(RED)),
    vp8Units(plain(RED, 360, 640)),
    h264Units(plain(LIME)),
  ]);
}, 60_000);

afterEach(() => show.close());

async function oneGuest(units = red, more: Parameters<typeof cameraTrack>[2] = {}) {
  show = await ProgrammeUnderTest.create();
  const camera = cameraTrack('g1', units, more);
  const seen = show.seen(1);
  await show.programme.addTrack(camera);
  show.programme.addParticipant({ id: 'g1', name: 'Rosa' });
  await seen;
  return camera;
}

const runs = (): RecordedRun[] => show.sink.of(SMALL_RUNG);
/** The strict form judges how soon the next run is there. */
export function killProcesses({ isStrict }: { isStrict: boolean }): void {
  describe('a decoder that is killed', () => {
    test('costs its tile a moment and the programme nothing', async () => {
      await oneGuest();
      await show.run(1);
      const back = show.happened((event) => event.kind === 'decoder-died');
      for (const pid of decoders()) process.kill(pid, 'SIGKILL');
      await back;
      const { ticks, tracks } = await show.run(2);
      await show.close();
      expect(tracks[0]?.decoderRestarts).toBe(1);
      expect(runs()).toHaveLength(1);
      expect(await colourAt(runs()[0] as RecordedRun, ticks - 5)).toBe('red');
    });
  });

  describe('an encoder that is killed together with its spare', () => {
    test('is replaced by a new run, and no frame is missing', async () => {
      await oneGuest();
      // By then the spare is warm.
      await show.run(3);
      const killedMs = performance.now();
      for (const pid of videoEncoders()) process.kill(pid, 'SIGKILL');
      await show.sink.until(() => (runs()[1]?.firstByteMs ?? 0) > 0);
      await show.run(2);
      await show.close();
      // Where the death of the spare is known after that of the other, the spare has a run of its own without a frame.
      const dead = runs().slice(0, -1);
      const last = runs().at(-1) as RecordedRun;
      expect(dead.map(({ isClosed }) => isClosed)).toEqual(dead.map(() => true));
      if (isStrict) expect(last.openedMs - killedMs).toBeLessThan(NEW_RUN_WITHIN_MS);
      const written = await Promise.all(dead.map((run) => decodeFrames(run, 64, 36)));
      // What the dead one had taken and not yet given is encoded again.
      const begun = runs()[0]?.start.units ?? 0;
      expect(last.start.units).toBe(written.reduce((sum, { count }) => sum + count, begun));
      expect(await colourAt(last, last.start.units + 30)).toBe('red');
      // Audio went on without noticing.
      expect(show.sink.of('audio')).toHaveLength(1);
    });
  });
}

export function changeCameras(): void {
  describe('a camera', () => {
    test('that is turned upright and changes its size is shown on', async () => {
      const camera = await oneGuest();
      await show.run(1);
      camera.replaceUnits(redLarge);
      const { ticks } = await show.run(2);
      await show.close();
      expect(await colourAt(runs()[0] as RecordedRun, ticks - 5)).toBe('red');
      expect(show.events.filter((event) => event.kind === 'decoder-died')).toEqual([]);
    });

    test('whose payloads are garbage harms nobody else', async () => {
      const garbage = red.map((unit) => ({
        ...unit,
        payloads: unit.payloads.map((payload) =>
          payload.map((byte, at) => (at < 11 ? byte : (byte * 31 + at) & 255)),
        ),
      }));
      await oneGuest();
      await show.programme.addTrack(cameraTrack('g2', garbage));
      show.programme.addParticipant({ id: 'g2', name: 'Noise' });
      show.programme.setLayout({ kind: 'solo', pinned: 'g1' });
      await show.run(1);
      show.programme.setLayout({ kind: 'side-by-side', order: ['g1', 'g2'] });
      const { ticks } = await show.run(4);
      await show.close();
      const frames = await decodeFrames(runs()[0] as RecordedRun, 64, 36);
      expect(runs()).toHaveLength(1);
      expect(colourName(frames.rgb(Math.min(frames.count - 1, ticks - 5), 16, 12))).toBe('red');
    });
  });
}

export function disturbCameras(): void {
  describe('a camera', () => {
    test('that changes its codec comes as a new track and takes over', async () => {
      const camera = await oneGuest();
      const green = cameraTrack('g1', lime, { codec: 'h264', trackId: 'g1-camera-2' });
      await show.programme.addTrack(green);
      camera.end();
      const { ticks } = await show.run(2);
      await show.close();
      expect(await colourAt(runs()[0] as RecordedRun, ticks - 5)).toBe('lime');
    });

    test('that never sends a key frame leaves the placeholder and gets requests, but no flood', async () => {
      show = await ProgrammeUnderTest.create();
      const camera = cameraTrack(
        'g1',
        red.map((unit) => ({ ...unit, isKey: true })).filter((_, i) => i % 15 !== 0),
      );
      await show.programme.addTrack(camera);
      show.programme.addParticipant({ id: 'g1', name: 'Rosa' });
      const { ticks } = await show.run(3);
      await show.close();
      expect(await colourAt(runs()[0] as RecordedRun, ticks - 5)).toBe('other');
      expect(camera.keyFramesAsked).toBeGreaterThan(2);
      expect(camera.keyFramesAsked).toBeLessThan(20);
    });

    test('that loses packets asks for key frames and recovers', async () => {
      const camera = await oneGuest(red, { loseEvery: 97 });
      const { ticks, tracks } = await show.run(4);
      await show.close();
      expect(tracks[0]?.lostPackets).toBeGreaterThan(0);
      expect(camera.keyFramesAsked).toBeGreaterThan(0);
      expect(await colourAt(runs()[0] as RecordedRun, ticks - 5)).toBe('red');
    });

    test('in 4K is shown at the size of its tile', async () => {
      const large = await vp8Units({ ...plain(RED, 3_840, 2_160), frameRate: 5, seconds: 2, bitrate: '2M' });
      const camera = await oneGuest(large, { unitMs: 200 });
      const { ticks } = await show.run(1);
      await show.close();
      expect(camera.preferredHeight).toBe(360);
      expect(await colourAt(runs()[0] as RecordedRun, ticks - 5)).toBe('red');
    });
  });
}
