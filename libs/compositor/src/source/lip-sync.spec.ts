import { describe, expect, test } from '@jest/globals';
import { LipSync } from './lip-sync.js';
import { TrackTiming } from './track-timing.js';

const VIDEO_LEAD = 10;
const AUDIO_LEAD = 60;
/** The sender's clock is far from ours. */
const NTP_AHEAD_MS = 1_000_000;

interface Path {
  /** From being taken to being ready here. */
  delayMs: number;
  rtpStart: number;
}

/** A participant whose camera and microphone take different ways. */
function meet(camera: Path, microphone: Path, isReported: boolean) {
  const sync = new LipSync();
  const frame = new TrackTiming(90_000, VIDEO_LEAD);
  const audio = new TrackTiming(48_000, AUDIO_LEAD);
  sync.add(frame);
  sync.add(audio);
  for (let ms = 0; ms < 3_000; ms += 20) {
    frame.ready(frame.unwrap(camera.rtpStart + ms * 90), ms + camera.delayMs);
    audio.ready(audio.unwrap(microphone.rtpStart + ms * 48), ms + microphone.delayMs);
  }
  if (isReported) {
    frame.report(NTP_AHEAD_MS + 3_000, camera.rtpStart + 3_000 * 90);
    audio.report(NTP_AHEAD_MS + 3_000, microphone.rtpStart + 3_000 * 48);
  }
  /** When what is played at this moment was taken. */
  const taken = (nowMs: number) => ({
    frame: ((sync.playedAt(frame, nowMs) ?? Number.NaN) - camera.rtpStart) / 90,
    audio: ((sync.playedAt(audio, nowMs) ?? Number.NaN) - microphone.rtpStart) / 48,
  });
  return { sync, frame, audio, taken };
}

describe('lip sync', () => {
  test.each([
    [30, 30],
    [30, 200],
    [250, 20],
  ])('plays together what was taken together: frame %i ms, audio %i ms on the way', (frame, audio) => {
    const both = meet({ delayMs: frame, rtpStart: 5_000 }, { delayMs: audio, rtpStart: 900_000 }, true);
    const taken = both.taken(4_000);
    expect(taken.frame).toBeCloseTo(taken.audio, 0);
    // Each is ready by then, with its lead to spare.
    expect(4_000 - taken.frame).toBeGreaterThanOrEqual(frame + VIDEO_LEAD);
    expect(4_000 - taken.audio).toBeGreaterThanOrEqual(audio + AUDIO_LEAD - 1);
    expect(4_000 - taken.audio).toBeLessThan(Math.max(frame + VIDEO_LEAD, audio + AUDIO_LEAD) + 2);
  });

  test('goes by arrivals until the sender has reported on every track', () => {
    const both = meet({ delayMs: 30, rtpStart: 0 }, { delayMs: 200, rtpStart: 0 }, false);
    both.frame.report(NTP_AHEAD_MS, 0);
    const taken = both.taken(4_000);
    expect(taken.audio - taken.frame).toBeCloseTo(30 - 200, 0);
  });

  test('knows nothing of a track before its first arrival', () => {
    const sync = new LipSync();
    const track = new TrackTiming(90_000, VIDEO_LEAD);
    sync.add(track);
    expect(sync.playedAt(track, 1_000)).toBeUndefined();
  });

  /** A microphone whose packets take `delay`, from one moment to another; answers what is held in the end. */
  function microphone() {
    const sync = new LipSync();
    const audio = new TrackTiming(48_000, AUDIO_LEAD);
    sync.add(audio);
    const run = (fromMs: number, toMs: number, delay: (ms: number) => number): number => {
      for (let ms = fromMs; ms < toMs; ms += 20) {
        audio.ready(audio.unwrap(ms * 48), ms + delay(ms));
        sync.playedAt(audio, ms + 200);
      }
      return sync.heldMs(audio);
    };
    return { audio, run };
  }
  const calm = () => 20;
  const spikes = (ms: number) => 20 + (ms % 100);

  test('rises at once with jitter and falls slowly without it while the participant speaks', () => {
    const { audio, run } = microphone();
    audio.isQuiet = false;
    expect(run(0, 14_000, calm)).toBeCloseTo(60, 5);
    expect(run(14_000, 18_000, spikes)).toBeCloseTo(140, 5);
    const soon = run(18_000, 24_000, calm);
    expect(soon).toBeGreaterThan(110);
    // Never faster than the half percent by which a voice may be played faster.
    const later = run(24_000, 30_000, calm);
    expect(soon - later).toBeLessThanOrEqual(30);
    expect(run(30_000, 70_000, calm)).toBeLessThan(80);
  });

  test('falls at once in a pause, as soon as the spike is forgotten', () => {
    const { audio, run } = microphone();
    audio.isQuiet = false;
    run(0, 14_000, calm);
    run(14_000, 18_000, spikes);
    expect(run(18_000, 23_000, calm)).toBeGreaterThan(110);
    audio.isQuiet = true;
    expect(run(23_000, 23_040, calm)).toBeLessThan(70);
  });

  test('a spike at the start costs seconds, not a minute, also of a participant who speaks', () => {
    const { audio, run } = microphone();
    audio.isQuiet = false;
    expect(run(0, 1_000, (ms) => (ms > 60 && ms < 440 ? 460 - ms : 20))).toBeGreaterThan(350);
    expect(run(1_000, 8_000, calm)).toBeLessThan(70);
  });

  test('does not fall at once between spikes that come again and again', () => {
    const { run } = microphone();
    let rises = 0;
    let held = 0;
    for (let ms = 0; ms < 300_000; ms += 500) {
      const now = run(ms, ms + 500, ms % 10_000 < 500 ? spikes : calm);
      if (now > held + 45) rises += 1;
      held = now;
    }
    // Thirty spikes: all the way up and down with the first two, then only slowly between any two of them.
    expect(rises).toBeLessThanOrEqual(3);
    expect(run(300_000, 380_000, calm)).toBeLessThan(80);
  });

  test('holds nothing back longer than half a second', () => {
    const sync = new LipSync();
    const audio = new TrackTiming(48_000, AUDIO_LEAD);
    sync.add(audio);
    for (let ms = 0; ms < 4_000; ms += 20) audio.ready(audio.unwrap(ms * 48), ms + (ms % 1_900));
    sync.playedAt(audio, 5_000);
    expect(sync.heldMs(audio)).toBeLessThanOrEqual(500);
  });
});
