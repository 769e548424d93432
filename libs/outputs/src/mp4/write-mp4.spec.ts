import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { boxesIn, getBox, parseTrackInit, printFragment } from '#media';
import { SILENT_AAC } from './sample-table.js';
import { type Mp4Source, writeMp4 } from './write-mp4.js';

const fixtures = join(import.meta.dirname, '../../../../tests/fixtures/fmp4');
const AUDIO_FRAME = 1_024;
const NON_SYNC = 0x0101_0000;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mp4-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Piece {
  atTicks: number;
  samples: number;
}

/** Samples whose bytes say which track and piece they are of. */
async function sourceOf(
  kind: 'video' | 'audio',
  ticks: number,
  pieces: readonly Piece[],
): Promise<Mp4Source> {
  const map = await readFile(join(fixtures, `${kind}-init.mp4`));
  const path = join(folder, `${kind}.m4s`);
  const parts: Buffer[] = [map];
  const segments = pieces.map(({ atTicks, samples }, index) => {
    const frames = Array.from({ length: samples }, (_, at) => ({
      decodeTicks: 0,
      durationTicks: ticks,
      compositionOffsetTicks: 0,
      flags: at === 0 ? 0x0200_0000 : NON_SYNC,
      data: Buffer.from(`${kind[0]}${index}`),
    }));
    const bytes = printFragment({ sequence: index + 1, trackId: 1, decodeTicks: atTicks }, frames);
    const offset = parts.reduce((sum, part) => sum + part.length, 0);
    parts.push(bytes);
    return { offset, bytes: bytes.length, map: { offset: 0, bytes: map.length } };
  });
  await writeFile(path, Buffer.concat(parts));
  return { path, segments };
}

const hzOf = async (kind: string) =>
  parseTrackInit(await readFile(join(fixtures, `${kind}-init.mp4`))).timescaleHz;
const wordsOf = (file: Buffer, track: number, ...path: string[]) => {
  const moov = getBox(file, ['moov']);
  const trak = [...boxesIn(file, moov.bodyStart, moov.end)].filter(({ type }) => type === 'trak')[track];
  const { bodyStart, end } = getBox(file, path, trak);
  return Array.from({ length: (end - bodyStart) / 4 }, (_, at) => file.readUInt32BE(bodyStart + at * 4));
};
const STBL = ['mdia', 'minf', 'stbl'];

test('the index stands first; over a pause the last frame stays and the audio is silent', async () => {
  const [videoHz, audioHz] = [await hzOf('video'), await hzOf('audio')];
  const frame = videoHz / 30;
  const video = await sourceOf('video', frame, [
    { atTicks: videoHz, samples: 30 },
    { atTicks: videoHz * 4, samples: 30 },
  ]);
  const firstAudio = Math.round(audioHz / AUDIO_FRAME) * AUDIO_FRAME;
  const secondAudio = Math.round((audioHz * 4) / AUDIO_FRAME) * AUDIO_FRAME;
  const audio = await sourceOf('audio', AUDIO_FRAME, [
    { atTicks: firstAudio, samples: 47 },
    { atTicks: secondAudio, samples: 47 },
  ]);
  const path = join(folder, 'out.mp4');
  await writeMp4({ path, startSeconds: 1, endSeconds: 5, sources: [video, audio] });
  const file = await readFile(path);
  expect([...boxesIn(file)].map(({ type }) => type)).toEqual(['ftyp', 'moov', 'mdat']);
  expect(wordsOf(file, 0, ...STBL, 'stts')).toEqual([0, 3, 29, frame, 1, videoHz * 2 + frame, 30, frame]);
  const silent = (secondAudio - firstAudio) / AUDIO_FRAME - 47;
  expect(wordsOf(file, 1, ...STBL, 'stsz').slice(0, 3)).toEqual([0, 0, 94 + silent]);
  expect(wordsOf(file, 1, ...STBL, 'stts').slice(0, 4)).toEqual([0, 1, 94 + silent, AUDIO_FRAME]);
  expect(file.indexOf(SILENT_AAC)).toBeGreaterThan(0);
  expect(wordsOf(file, 0, ...STBL, 'stss')).toEqual([0, 2, 1, 31]);
});

test('a segment lies where the recording has it, whatever the times within its bytes', async () => {
  const videoHz = await hzOf('video');
  const frame = videoHz / 30;
  const twice = { atTicks: 0, samples: 30 };
  const video = await sourceOf('video', frame, [twice, twice]);
  const segments = video.segments.map((each, at) => ({ ...each, shiftSeconds: 4 * at }));
  const path = join(folder, 'out.mp4');
  await writeMp4({ path, startSeconds: 0, endSeconds: 5, sources: [{ ...video, segments }] });
  const stts = wordsOf(await readFile(path), 0, ...STBL, 'stts');
  expect(stts).toEqual([0, 3, 29, frame, 1, videoHz * 3 + frame, 30, frame]);
});

test('chunks lie where the index says, in the order of time', async () => {
  const videoHz = await hzOf('video');
  const audioHz = await hzOf('audio');
  const video = await sourceOf('video', videoHz / 30, [
    { atTicks: 0, samples: 30 },
    { atTicks: videoHz, samples: 30 },
  ]);
  const audio = await sourceOf('audio', AUDIO_FRAME, [
    { atTicks: AUDIO_FRAME, samples: Math.floor(audioHz / AUDIO_FRAME) },
  ]);
  const path = join(folder, 'out.mp4');
  const { bytes } = await writeMp4({ path, startSeconds: 0, endSeconds: 2, sources: [video, audio] });
  const file = await readFile(path);
  expect(file.length).toBe(bytes);
  const placed = [0, 1].map((track) => {
    const [, count = 0, ...halves] = wordsOf(file, track, ...STBL, 'co64');
    return Array.from({ length: count }, (_, at) => halves[at * 2 + 1] ?? 0);
  });
  const textAt = (at = 0) => file.toString('latin1', at, at + 2);
  expect(placed.map((offsets) => offsets.map(textAt))).toEqual([['v0', 'v1'], ['a0']]);
  expect((placed[1]?.[0] ?? 0) < (placed[0]?.[1] ?? 0)).toBe(true);
});

test('what one encoder run has twice is there once, and a file that fails leaves nothing', async () => {
  const videoHz = await hzOf('video');
  const video = await sourceOf('video', videoHz / 30, [
    { atTicks: 0, samples: 30 },
    { atTicks: videoHz - videoHz / 30, samples: 30 },
  ]);
  const path = join(folder, 'out.mp4');
  await writeMp4({ path, startSeconds: 0, endSeconds: 2, sources: [video] });
  expect(wordsOf(await readFile(path), 0, ...STBL, 'stsz')[2]).toBe(59);
  const torn = { ...video, segments: video.segments.map((each) => ({ ...each, offset: each.offset + 1 })) };
  const other = join(folder, 'other.mp4');
  await expect(writeMp4({ path: other, startSeconds: 0, endSeconds: 2, sources: [torn] })).rejects.toThrow();
  await expect(readFile(`${other}.unfinished`)).rejects.toThrow('ENOENT');
});
