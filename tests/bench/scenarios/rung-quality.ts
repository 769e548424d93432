import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Format, formatsOf, programmeSettingsSchema, renditionsOf, videoEncoderPlan } from '#compositor';
import { temporaryFolder } from '../../support/kernel/temporary-folder.js';
import type { Bench, Scenario } from '../scenario.js';

const run = promisify(execFile);
const RATE = 30;
/** Sources of FFmpeg: what moves everywhere, what moves in places with noise, what stands almost still, and what does around it. */
const CONTENTS = {
  fractal: `mandelbrot=s=1280x720:r=${RATE}`,
  card: `testsrc2=s=1280x720:r=${RATE},noise=alls=8:allf=t`,
  still: `smptehdbars=s=1280x720:r=${RATE},noise=alls=2:allf=t`,
  head:
    `color=c=0x506070:s=1280x720:r=${RATE}[wall];testsrc2=s=420x420:r=${RATE},boxblur=6[head];` +
    '[wall][head]overlay=430+24*sin(1.7*t):170+10*sin(2.9*t),noise=alls=3:allf=t',
} as const;
type Content = keyof typeof CONTENTS;

interface Quality {
  ssim: number;
  kilobits: number;
}

/** What the source looks like in the size of a rung, and what came out: 1 is alike. */
async function compare(source: string, size: string, file: string, seconds: number): Promise<Quality> {
  const { stderr } = await run('ffmpeg', [
    ...['-hide_banner', '-nostats', '-f', 'lavfi', '-i', source, '-i', file, '-t', `${seconds}`],
    ...['-lavfi', `[0:v]scale=${size}:flags=bilinear,format=yuv420p[a];[1:v]format=yuv420p[b];[b][a]ssim`],
    ...['-f', 'null', '-'],
  ]);
  const ssim = Number(/All:([\d.]+)/.exec(stderr)?.[1] ?? Number.NaN);
  const { size: bytes } = await stat(file);
  return { ssim, kilobits: (bytes * 8) / seconds / 1_000 };
}

const settings = programmeSettingsSchema.parse({});
const format = formatsOf(settings)[0] as Format;
const ladder = renditionsOf(settings).filter(({ kind }) => kind === 'video');

type Rates = Format['rates'];

/** Every rung of the ladder by one process, with the programme's arguments. */
async function encodeLadder(source: string, folder: string, seconds: number, rates: Rates): Promise<void> {
  const { filter, outputs } = videoEncoderPlan({ ...format, rates }, ladder);
  await run('ffmpeg', [
    ...['-v', 'error', '-nostats', '-f', 'lavfi', '-t', `${seconds}`, '-i', source],
    ...['-filter_complex', filter.join(';')],
    ...outputs.flatMap(({ renditionId, options }) => [
      ...options,
      ...['-f', 'mp4', '-y', join(folder, `${rates}-${renditionId}.mp4`)],
    ]),
  ]);
}

/** x264 as it comes, at the same bitrate and with key frames as far apart. */
async function encodePlain(source: string, folder: string, seconds: number): Promise<void> {
  for (const { id, width, height, targetBitrate } of ladder)
    await run('ffmpeg', [
      ...['-v', 'error', '-nostats', '-f', 'lavfi', '-t', `${seconds}`, '-i', source],
      ...['-vf', `scale=${width}:${height}:flags=bilinear`, '-pix_fmt', 'yuv420p', '-c:v', 'libx264'],
      ...['-b:v', `${targetBitrate}`, '-maxrate', `${targetBitrate * 1.1}`, '-bufsize', `${targetBitrate}`],
      ...['-g', '60', '-f', 'mp4', '-y', join(folder, `plain-${id}.mp4`)],
    ]);
}

async function runAll(bench: Bench) {
  const seconds = bench.mode === 'quick' ? 4 : 10;
  const folder = temporaryFolder();
  bench.lifetime.adopt(() => folder.remove());
  const figures: Record<string, number> = {};
  for (const content of Object.keys(CONTENTS) as Content[]) {
    bench.progress(content);
    const source = CONTENTS[content];
    await encodeLadder(source, folder.path, seconds, 'capped');
    await encodeLadder(source, folder.path, seconds, 'steady');
    await encodePlain(source, folder.path, seconds);
    for (const { id, width, height } of ladder) {
      const of = (name: string) =>
        compare(source, `${width}:${height}`, join(folder.path, `${name}.mp4`), seconds);
      const [ours, steady, plain] = [
        await of(`capped-${id}`),
        await of(`steady-${id}`),
        await of(`plain-${id}`),
      ];
      figures[`${content}-${id}`] = ours.ssim;
      figures[`${content}-${id}-steady`] = steady.ssim;
      figures[`${content}-${id}-steady-kilobits`] = steady.kilobits;
      figures[`${content}-${id}-plain`] = plain.ssim;
      figures[`${content}-${id}-kilobits`] = ours.kilobits;
      figures[`${content}-${id}-plain-kilobits`] = plain.kilobits;
    }
  }
  return { figures };
}

const TITLES: Record<Content, string> = {
  fractal: 'a zoom into a fractal',
  card: 'a test card with noise',
  still: 'bars with little noise',
  head: 'a small moving video before a still background',
};

export const scenario: Scenario = {
  name: 'rung-quality',
  title: 'Likeness of each rung against its bits',
  explains:
    'SSIM of each rung of the usual ladder beside its source in the same size, as the programme encodes it (one thread, no look-ahead, no B-frames, no half-pixel search, as many bits as a constant quality takes up to those of the rung; and at the bits of the rung), and as x264 encodes it as it comes (`medium`, look-ahead, B-frames) at the same bitrate. Bits are those of the files.',
  figures: (Object.keys(CONTENTS) as Content[]).flatMap((content) =>
    ladder.flatMap(({ id }) => {
      const key = `${content}-${id}`;
      const title = `${TITLES[content]}, ${id.replace('video-', '')}p`;
      return [
        { key, title: `${title}: ours`, unit: 'SSIM', beside: `${key}-plain` },
        { key: `${key}-steady`, title: `${title}: ours, at the bits of the rung`, unit: 'SSIM' },
        { key: `${key}-plain`, title: `${title}: x264 as it comes`, unit: 'SSIM' },
        { key: `${key}-kilobits`, title: `${title}: ours`, unit: 'kbit/s', beside: `${key}-steady-kilobits` },
        { key: `${key}-steady-kilobits`, title: `${title}: ours, at the bits of the rung`, unit: 'kbit/s' },
        { key: `${key}-plain-kilobits`, title: `${title}: x264 as it comes`, unit: 'kbit/s' },
      ];
    }),
  ),
  runs: { quick: 1, full: 1 },
  run: runAll,
};
