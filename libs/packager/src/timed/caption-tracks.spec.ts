import { expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { parseWebVtt } from '#media';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import { FakeEncoder } from '../../../../tests/support/packager/fake-encoder.js';
import { Packager } from '../packager.js';
import { PROFILES, type ProfileName } from '../profile.js';
import type { TimelineJournal } from '../timeline-journal.js';

const ANCHOR_MS = 1_700_000_000_000;
const CAPTIONS = 'captions-en';
const AUDIO_FRAME_SECONDS = 1_024 / 48_000;
const isRunningOn = (parts: readonly { startSeconds: number; endSeconds: number }[]) =>
  parts.every(
    ({ startSeconds }, at) => at === 0 || Math.abs(startSeconds - (parts[at - 1]?.endSeconds ?? 0)) < 1e-6,
  );

/** A packager with one video, whose encoder writes so many frames at once, and perhaps with audio, frame by frame. */
function setUp({
  profile,
  frames = 1,
  hasAudio = false,
  journal,
}: {
  profile: ProfileName;
  frames?: number;
  hasAudio?: boolean;
  journal?: object;
}) {
  const packager = Packager.create({
    showId: 'show_1',
    renditions: [
      { id: 'v', kind: 'video', width: 640, height: 360, frameRate: 30, targetBitrate: 600_000 },
      ...(hasAudio ? [{ id: 'a', kind: 'audio' as const, targetBitrate: 96_000 }] : []),
      { id: CAPTIONS, kind: 'subtitles', language: 'en', name: 'English', targetBitrate: 1_000 },
    ],
    profile: PROFILES[profile],
    anchorWallMs: ANCHOR_MS,
    clock: new ManualClock(ANCHOR_MS),
    log: silentLog,
    ...(journal === undefined ? {} : { journal: journal as TimelineJournal }),
  });
  const encoder = new FakeEncoder({ kind: 'video', framesPerFragment: frames });
  packager.runOpened({ renditionId: 'v', run: 1, start: { units: 0, perSecond: 30 }, continues: false });
  packager.bytes('v', 1, encoder.init);
  const audio = new FakeEncoder({ kind: 'audio' });
  if (hasAudio) {
    const start = { units: 0, perSecond: 48_000 };
    packager.runOpened({ renditionId: 'a', run: 1, start, continues: false });
    packager.bytes('a', 1, audio.init);
  }
  const feed = (seconds: number) => {
    while (encoder.seconds < seconds - 1e-6) packager.bytes('v', 1, encoder.fragment());
  };
  const hear = (seconds: number) => {
    while (audio.seconds < seconds - AUDIO_FRAME_SECONDS) packager.bytes('a', 1, audio.fragment());
  };
  const say = (text: string, atSeconds: number) => {
    const atMs = ANCHOR_MS + atSeconds * 1_000;
    const cue = { id: text, startMs: atMs, endMs: atMs + 500, words: [{ atMs, text }] };
    packager.timed({ kind: 'cue', language: 'en', cue });
  };
  const partsOf = (id: string) => {
    const timeline = packager.renditions.get(id);
    const msns = Array.from({ length: (timeline?.edge.msn ?? 0) + 1 }, (_, msn) => msn);
    return msns.flatMap((msn) => timeline?.partRecordsOf(msn) ?? []);
  };
  const textsOf = (uri: string) =>
    parseWebVtt(String(packager.media(CAPTIONS, uri)), 0).cues.flatMap(({ words }) =>
      words.map((w) => w.text),
    );
  return { packager, feed, hear, say, partsOf, textsOf };
}

test('what is said is out with the frames that are there, the next words with the line', () => {
  const { packager, feed, say, partsOf, textsOf } = setUp({ profile: 'low' });
  const newest = () => {
    const { startSeconds = 0, endSeconds = 0, uri = '', independent } = partsOf(CAPTIONS).at(-1) ?? {};
    return { startSeconds, endSeconds, texts: textsOf(uri), independent };
  };
  feed(2.1);
  say('hello', 2);
  expect(newest()).toMatchObject({ startSeconds: 2, texts: ['hello'], independent: true });
  expect(newest().endSeconds).toBeCloseTo(2.1);
  say('again', 2.1);
  feed(2.2);
  expect(newest().texts).toEqual(['hello']);
  feed(2.3);
  expect(newest()).toMatchObject({ endSeconds: 2.25, texts: ['again'] });
  expect(partsOf('v').at(-1)?.endSeconds).toBeCloseTo(2);
  expect(packager.playlist(CAPTIONS)?.partTargetSeconds).toBe(0.25);
  expect(packager.playlist('v')?.partTargetSeconds).toBe(0.5);
  // As far as what they go with: no player is to come nearer for their short parts.
  const holdBackOf = (id: string) => packager.playlist(id)?.serverControl.partHoldBackSeconds ?? 0;
  expect(holdBackOf(CAPTIONS)).toBeGreaterThanOrEqual(holdBackOf('v'));
});

test.each<[ProfileName, number]>([
  ['low', 0.25],
  ['ultra', 0.2],
])('profile %s: words that never end make twice the parts, of every frame once', (profile, long) => {
  const { feed, say, partsOf } = setUp({ profile });
  for (let frame = 1; frame <= 150; frame += 1) {
    say(`word ${frame}`, frame / 30);
    feed(frame / 30);
  }
  const parts = partsOf(CAPTIONS);
  const span = (parts.at(-1)?.endSeconds ?? 0) - (parts[0]?.startSeconds ?? 0);
  expect(parts.length).toBeLessThanOrEqual(Math.ceil((2 * span) / long));
  expect(parts.length).toBeGreaterThan((1.5 * span) / long);
  for (const [index, { startSeconds }] of parts.entries())
    if (index > 0) expect(startSeconds).toBeCloseTo(parts[index - 1]?.endSeconds ?? 0, 6);
});

test.each([2.1, 2.2, 2.2334, 2.4])(
  'where the frame after words at %s s stays for a hole, no part is longer than its target',
  (saidAt) => {
    const { packager, feed, say, partsOf } = setUp({ profile: 'low' });
    feed(saidAt);
    say('hello', saidAt);
    const start = { units: 93, perSecond: 30 };
    packager.runOpened({ renditionId: 'v', run: 2, start, continues: true });
    const next = new FakeEncoder({ kind: 'video' });
    for (const bytes of [next.init, next.fragment(), next.fragment()]) packager.bytes('v', 2, bytes);
    const parts = partsOf(CAPTIONS);
    expect(Math.max(...parts.map(({ durationSeconds }) => durationSeconds))).toBeLessThan(0.25 + 1e-6);
    expect(parts.at(-1)?.endSeconds).toBeCloseTo(4);
    for (const [index, { startSeconds }] of parts.entries())
      if (index > 0) expect(startSeconds).toBeCloseTo(parts[index - 1]?.endSeconds ?? 0, 6);
  },
);

test('without parts what is said waits for its segment', () => {
  const { feed, say, partsOf } = setUp({ profile: 'standard' });
  feed(3);
  say('hello', 2.9);
  feed(3.5);
  for (const { durationSeconds } of partsOf(CAPTIONS)) expect(durationSeconds).toBeCloseTo(2);
});

test.each<[ProfileName, number, number]>([
  ['low', 1, 0.25],
  ['low', 15, 0.25],
  ['low', 7, 0.25],
  ['ultra', 1, 0.2],
])(
  'profile %s, %i frames at once: silence has parts of captions of %s s, without a hole',
  (profile, frames, long) => {
    const { feed, partsOf } = setUp({ profile, frames });
    feed(5);
    const parts = partsOf(CAPTIONS);
    expect(parts.length).toBeGreaterThan(8);
    for (const { durationSeconds } of parts) expect(durationSeconds).toBeCloseTo(long, 6);
    for (const [index, { startSeconds }] of parts.entries())
      if (index > 0) expect(startSeconds).toBeCloseTo(parts[index - 1]?.endSeconds ?? 0, 6);
    expect(parts.at(-1)?.endSeconds).toBeGreaterThanOrEqual(partsOf('v').at(-1)?.endSeconds ?? 0);
  },
);

test.each<[ProfileName, number, number]>([
  ['low', 15, 0.25],
  ['ultra', 6, 0.2],
])(
  'profile %s, video %i frames at once: what is said is out with the audio that is there',
  (profile, frames, long) => {
    const { feed, hear, say, partsOf, textsOf } = setUp({ profile, frames, hasAudio: true });
    const newest = () => partsOf(CAPTIONS).at(-1);
    hear(2);
    feed(2);
    hear(2.08);
    say('hello', 2);
    expect(textsOf(newest()?.uri ?? '')).toEqual(['hello']);
    expect(newest()?.endSeconds).toBeGreaterThan(2.08 - 2 * AUDIO_FRAME_SECONDS);
    say('again', 2.1);
    hear(2 + long + 2 * AUDIO_FRAME_SECONDS);
    expect(newest()?.endSeconds).toBeCloseTo(2 + long);
    expect(textsOf(newest()?.uri ?? '')).toEqual(['again']);
    expect(partsOf('v').at(-1)?.endSeconds).toBeCloseTo(2);
  },
);

test('the end of a segment comes with the video, and what is said before it does not wait for that', () => {
  const { packager, feed, hear, say, partsOf, textsOf } = setUp({
    profile: 'low',
    frames: 15,
    hasAudio: true,
  });
  hear(3.5);
  feed(3.5);
  hear(4.1);
  say('hello', 3.9);
  const newest = () => partsOf(CAPTIONS).at(-1);
  expect(textsOf(newest()?.uri ?? '')).toEqual(['hello']);
  expect(newest()?.endSeconds).toBeLessThan(4);
  const hint = packager.playlist(CAPTIONS)?.preloadHint ?? '';
  expect(packager.media(CAPTIONS, hint)).toBe('pending');
  feed(4);
  expect(packager.media(CAPTIONS, hint)).toBeInstanceOf(Buffer);
  expect(packager.renditions.get(CAPTIONS)?.segments.at(-1)?.endSeconds).toBeCloseTo(4);
  say('again', 4);
  expect(textsOf(newest()?.uri ?? '')).toEqual(['again']);
  expect(isRunningOn(partsOf(CAPTIONS))).toBe(true);
});

test.each([
  ['in what captions have published', 4.1],
  ['where the segment begins that captions have begun', 4],
])('a programme that restarts %s leaves no hole and is a discontinuity in all', (_where, atSeconds) => {
  const { packager, feed, hear, say, partsOf } = setUp({ profile: 'low', frames: 15, hasAudio: true });
  hear(4);
  feed(4);
  hear(4.3);
  say('hello', 4.2);
  expect(partsOf(CAPTIONS).at(-1)?.endSeconds).toBeGreaterThan(4.2);
  const start = { units: 30 * atSeconds, perSecond: 30 };
  packager.runOpened({ renditionId: 'v', run: 2, start, continues: false });
  const next = new FakeEncoder({ kind: 'video' });
  packager.bytes('v', 2, next.init);
  while (next.seconds < 4) packager.bytes('v', 2, next.fragment());
  hear(8);
  expect(isRunningOn(partsOf(CAPTIONS))).toBe(true);
  const marked = (id: string) =>
    packager.renditions.get(id)?.segments.map(({ msn, discontinuity }) => [msn, discontinuity]);
  expect(marked(CAPTIONS)).toEqual(marked('v'));
  expect(marked(CAPTIONS)?.some(([, isMarked]) => isMarked)).toBe(true);
  for (const { durationSeconds } of partsOf(CAPTIONS)) expect(durationSeconds).toBeLessThan(0.25 + 1e-6);
});

test('a segment is in the journal before a part of its captions can be fetched', () => {
  const openedMsns: number[] = [];
  const journal = {
    append: (entry: { fact: string; msn?: number }) =>
      entry.fact === 'opened' && openedMsns.push(entry.msn ?? 0),
    flushed: async () => undefined,
  };
  const { feed, hear, say, packager } = setUp({ profile: 'low', frames: 15, hasAudio: true, journal });
  hear(4);
  feed(4);
  hear(4.1);
  say('hello', 4);
  expect(openedMsns.at(-1)).toBe(packager.renditions.get(CAPTIONS)?.edge.msn);
});
