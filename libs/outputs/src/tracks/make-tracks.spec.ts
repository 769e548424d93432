import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { encodeFrame } from '#kernel';
import { PacketPack, printRtpPacket } from '#media';
import { makeTracks, removeTrackLogs } from './make-tracks.js';
import type { TrackLogEntry } from './track-log-entry.js';

const ANCHOR_WALL_MS = 1_000_000;
const ANCHOR_MONOTONIC_MS = 5_000;
/** The sender's clock has another zero than ours. */
const SENDER_AHEAD_MS = 777_000;
/** What the programme holds this participant back. */
const DELAY_MS = 140;
/** 20 ms of silence in one Opus frame (RFC 6716, 3.1). */
const OPUS_PACKET = new Uint8Array([0xfc, 0xff, 0xfe]);
/** The 48 kHz clock of RTP turns within the recording. */
const FIRST_RTP = 2 ** 32 - 480_00;

type Logged = [entry: TrackLogEntry, bytes?: Uint8Array | undefined];

let folder: string;
let logNumber: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tracks-'));
  logNumber = 0;
  await writeFile(join(folder, 'recording.jsonl'), journal({ startSeconds: 2, endSeconds: 12 }));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A recording of one segment of video. */
function journal({ startSeconds, endSeconds }: { startSeconds: number; endSeconds: number }): string {
  const rendition = { id: 'video-360', kind: 'video', targetBitrate: 1 };
  const segment = {
    ...{ msn: 1, uri: 's/1.m4s', mapUri: 's/init.mp4', startSeconds, endSeconds, discontinuity: false },
    ...{ programDateTimeMs: ANCHOR_WALL_MS + startSeconds * 1_000, offset: 0, bytes: 1 },
  };
  const lines = [
    { fact: 'rendition', rendition },
    { fact: 'segment', renditionId: 'video-360', segment },
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

const began: TrackLogEntry = {
  kind: 'began',
  anchorWallMs: ANCHOR_WALL_MS,
  anchorMonotonicMs: ANCHOR_MONOTONIC_MS,
};
const microphone = (index = 0): TrackLogEntry => ({
  ...{ kind: 'track', index, trackId: `track_${index}`, participantId: 'person_1' },
  ...{ source: 'microphone', codec: 'opus', clockRateHz: 48_000 },
});

/** Packets of audio taken at these times of the programme, told 50 ms later, and what was played then. */
function sent(fromMs: number, toMs: number, index = 0): Logged[] {
  const entries: Logged[] = [];
  const rtpAt = (takenMs: number) => (((FIRST_RTP + takenMs * 48) % 2 ** 32) + 2 ** 32) % 2 ** 32;
  entries.push([{ kind: 'report', index, ntpMs: fromMs + SENDER_AHEAD_MS, rtpTimestamp: rtpAt(fromMs) }]);
  for (let takenMs = fromMs; takenMs < toMs; takenMs += 20) {
    const pack = new PacketPack();
    const packet = {
      ...{ payloadType: 100, marker: false, ssrc: 1, payload: OPUS_PACKET },
      ...{ sequence: (takenMs / 20) % 65_536, timestamp: rtpAt(takenMs) },
    };
    pack.add({ index, arrivedMs: ANCHOR_MONOTONIC_MS + takenMs + 50, bytes: printRtpPacket(packet) });
    entries.push([{ kind: 'packets' }, pack.take()]);
    if (takenMs % 1_000 === 0) {
      const atMs = takenMs + 50;
      const playedMs = atMs - DELAY_MS;
      const senderMs = playedMs + SENDER_AHEAD_MS;
      entries.push([{ kind: 'played', positions: [{ index, atMs, rtp: rtpAt(playedMs), senderMs }] }]);
    }
  }
  return entries;
}

async function log(entries: readonly Logged[]): Promise<string> {
  const path = join(folder, `tracks-${String(logNumber).padStart(4, '0')}.log`);
  logNumber += 1;
  await writeFile(path, Buffer.concat(entries.flatMap(([entry, bytes]) => encodeFrame(entry, bytes))));
  return path;
}

async function packetTimes(file: string): Promise<number[]> {
  const asked = ['-v', 'error', '-show_entries', 'packet=pts_time', '-of', 'csv=p=0', join(folder, file)];
  const { stdout, stderr } = await promisify(execFile)('ffprobe', asked);
  expect(stderr).toBe('');
  return stdout.trim().split('\n').map(Number.parseFloat);
}

test('what was taken together with the programme stands where the programme played it', async () => {
  await log([
    [began],
    [{ kind: 'participant', participantId: 'person_1', name: 'Ada' }],
    [microphone()],
    ...sent(3_000, 9_000),
  ]);
  const [track] = await makeTracks(folder, () => undefined);
  expect(track).toMatchObject({ name: 'Ada', kind: 'audio', codec: 'opus', file: 'track-1-microphone.webm' });
  const times = await packetTimes(track?.file ?? '');
  // The recording begins two seconds into the programme.
  expect(times[0]).toBeCloseTo(3 + DELAY_MS / 1_000 - 2, 2);
  expect(times.at(-1)).toBeCloseTo(8.98 + DELAY_MS / 1_000 - 2, 2);
  expect(times).toHaveLength(300);
  expect([track?.startSeconds, track?.seconds]).toEqual([expect.closeTo(1.14, 2), expect.closeTo(6, 2)]);
});

test('a process that was killed leaves one file with a hole, and what it tore is left out', async () => {
  const path = await log([[began], [microphone(7)], ...sent(3_000, 5_000, 7)]);
  await appendFile(path, Buffer.from([0, 0, 9, 9, 0, 0]));
  await log([[began], [microphone(0)], ...sent(7_000, 9_000)]);
  const tracks = await makeTracks(folder, () => undefined);
  expect(tracks).toHaveLength(1);
  const times = await packetTimes(tracks[0]?.file ?? '');
  const steps = times.slice(1).map((time, at) => time - (times[at] ?? 0));
  expect(steps.filter((step) => step > 0.03)).toEqual([expect.closeTo(2.02, 2)]);
  await removeTrackLogs(folder);
  expect((await readdir(folder)).sort()).toEqual(['recording.jsonl', 'track-1-microphone.webm']);
});

test('where the programme fell back into time, audio is left out, and samples count as times do', async () => {
  const delayed = sent(3_000, 9_000).map(([entry, bytes]): Logged => {
    if (entry.kind !== 'played') return [entry, bytes];
    const positions = entry.positions.map((each) =>
      each.atMs < 6_000 ? { ...each, atMs: each.atMs + 100 } : each,
    );
    return [{ ...entry, positions }, bytes];
  });
  await log([[began], [microphone()], ...delayed]);
  const [track] = await makeTracks(folder, () => undefined);
  const times = await packetTimes(track?.file ?? '');
  const steps = times.slice(1).map((time, at) => time - (times[at] ?? 0));
  expect(Math.max(...steps)).toBeLessThan(0.036);
  expect(Math.min(...steps)).toBeGreaterThan(0.018);
  expect(times).toHaveLength(295);
});

test('what lies outside the recording is left out, and a track of nothing is no track', async () => {
  await log([
    [began],
    [microphone()],
    ...sent(0, 14_000),
    [{ kind: 'track-ended', index: 0 }],
    [microphone(1)],
  ]);
  const tracks = await makeTracks(folder, () => undefined);
  expect(tracks).toHaveLength(1);
  const times = await packetTimes(tracks[0]?.file ?? '');
  expect(times[0]).toBeLessThan(0.02);
  expect(times.at(-1)).toBeLessThan(10);
  expect(times.at(-1)).toBeGreaterThan(9.9);
});
