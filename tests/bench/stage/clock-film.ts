import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../../support/kernel/temporary-folder.js';
import { BAR_CODE_AREA } from '../../support/page/bar-code.js';
import { RawTestCard } from '../../support/page/raw-test-card.js';

const FRAME_RATE = 30;
/** 288 frames of video and 450 of AAC at 48 kHz are exactly as long: the film can be repeated without a seam. */
const FILM = { frames: 288, audioFrames: 450, gop: 48 };
export const FILM_MS = (FILM.frames * 1_000) / FRAME_RATE;
const SIZE = { width: 1_280, height: 720 };
/** The bar code is drawn small and made larger: its cells are whole pixels in either size. */
const CARD = { width: 320, height: 180 };
const FLV_HEADER_BYTES = 13;
const TAG_HEADER_BYTES = 11;
const [AUDIO, VIDEO] = [8, 9];

export interface FilmTag {
  /** In the film. */
  atMs: number;
  /** As FLV has it, its time included. */
  bytes: Buffer;
}

export interface ClockFilm {
  /** What a player needs before the first frame. */
  head: Buffer;
  video: FilmTag[];
  audio: FilmTag[];
}

const even = (share: number, ofPx: number): number => 2 * Math.round((share * ofPx) / 2);

function filmArguments(file: string): string[] {
  const { width, height } = SIZE;
  const code = {
    x: even(BAR_CODE_AREA.x, width),
    y: even(BAR_CODE_AREA.y, height),
    width: even(BAR_CODE_AREA.width, width),
    height: even(BAR_CODE_AREA.height, height),
  };
  const filter = [
    `[1:v]scale=${width}:${height}:flags=neighbor,crop=${code.width}:${code.height}:${code.x}:${code.y}[code]`,
    `[0:v][code]overlay=${code.x}:${code.y}:shortest=1,format=yuv420p[video]`,
  ];
  return [
    ...['-v', 'error', '-y', '-f', 'lavfi'],
    // As hard to encode as people are.
    ...['-i', `testsrc2=size=${width}x${height}:rate=${FRAME_RATE},noise=alls=6:allf=t,gblur=sigma=1.2`],
    ...['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${CARD.width}x${CARD.height}`],
    ...['-r', `${FRAME_RATE}`, '-i', 'pipe:0', '-f', 'lavfi', '-i', 'sine=f=330:r=48000'],
    ...[
      '-filter_complex',
      filter.join(';'),
      '-map',
      '[video]',
      '-map',
      '2:a',
      '-t',
      `${FILM_MS / 1_000 + 0.2}`,
    ],
    ...'-c:v libx264 -preset ultrafast -tune zerolatency -bf 0 -sc_threshold 0 -b:v 2500k'.split(' '),
    ...['-g', `${FILM.gop}`, '-keyint_min', `${FILM.gop}`, '-c:a', 'aac', '-b:a', '96k', file],
  ];
}

async function encodeTo(file: string): Promise<void> {
  const child = spawn('ffmpeg', filmArguments(file), { stdio: ['pipe', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  child.stdin.on('error', () => undefined);
  const card = new RawTestCard({
    ...CARD,
    ground: [96, 32, 128],
    beatMs: 1_000,
    flashMs: 100,
    matrix: 'bt709',
  });
  for (let frame = 0; frame < FILM.frames; frame += 1)
    child.stdin.write(Buffer.from(card.at((frame * 1_000) / FRAME_RATE)));
  child.stdin.end();
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`the film could not be made: ${said}`);
}

/** The tags of an FLV file, and whether each is a header of its codec. */
function tagsOf(flv: Buffer): { type: number; isHeader: boolean; bytes: Buffer }[] {
  const tags: { type: number; isHeader: boolean; bytes: Buffer }[] = [];
  for (let at = FLV_HEADER_BYTES; at < flv.length; ) {
    const end = at + TAG_HEADER_BYTES + flv.readUIntBE(at + 1, 3) + 4;
    const type = flv.readUInt8(at);
    const isHeader = (type !== AUDIO && type !== VIDEO) || flv[at + TAG_HEADER_BYTES + 1] === 0;
    tags.push({ type, isHeader, bytes: flv.subarray(at, end) });
    at = end;
  }
  return tags;
}

async function make(): Promise<ClockFilm> {
  const folder = temporaryFolder();
  try {
    const file = join(folder.path, 'film.flv');
    await encodeTo(file);
    const flv = await readFile(file);
    const tags = tagsOf(flv);
    const frames = (type: number, count: number): FilmTag[] =>
      tags
        .filter((tag) => tag.type === type && !tag.isHeader)
        .slice(0, count)
        .map(({ bytes }, index) => ({ atMs: (index * FILM_MS) / count, bytes }));
    const [video, audio] = [frames(VIDEO, FILM.frames), frames(AUDIO, FILM.audioFrames)];
    if (video.length < FILM.frames || audio.length < FILM.audioFrames)
      throw new Error(`the film has ${video.length} frames of video and ${audio.length} of audio`);
    const headers = tags.filter(({ isHeader, type }) => isHeader && (type === AUDIO || type === VIDEO));
    return {
      head: Buffer.concat([flv.subarray(0, FLV_HEADER_BYTES), ...headers.map(({ bytes }) => bytes)]),
      ...{ video, audio },
    };
  } finally {
    folder.remove();
  }
}

let made: Promise<ClockFilm> | undefined;

/** A film of 720p whose frames bear their own time as a bar code, encoded once for all scenarios of a run. */
export function clockFilm(): Promise<ClockFilm> {
  made ??= make();
  return made;
}
