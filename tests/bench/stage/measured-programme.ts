import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  audioEncoderPlan,
  type EncoderPlan,
  type Format,
  formatsOf,
  Programme,
  type ProgrammeSettingsInput,
  programmeSettingsSchema,
  type Rendition,
  videoEncoderPlan,
} from '#compositor';
import { silentLog, systemClock } from '#kernel';
import { bringOn } from '../../support/compositor/bring-on.js';
import { RecordingSink } from '../../support/compositor/recording-sink.js';
import { temporaryFolder } from '../../support/kernel/temporary-folder.js';
import { CpuMeter, type CpuUse } from '../../support/meters/cpu-meter.js';
import type { Bench } from '../scenario.js';
import { healthReports } from './health-reports.js';
import type { BusyGuest } from './moving-clips.js';

const run = promisify(execFile);
/** Told once a second: what the start of everything took, code that is compiled included, is in the first ones. */
const SETTLING_REPORTS = 10;
const rawVideo = ({ width, height, frameRate }: Format): string[] => [
  ...['-threads', '1', '-filter_complex_threads', '1', '-f', 'rawvideo', '-pix_fmt', 'yuv420p'],
  ...['-video_size', `${width}x${height}`, '-framerate', `${frameRate}`],
];
const RAW_AUDIO = '-f f32le -ar 48000 -ac 2'.split(' ');
export interface MeasuredProgramme {
  settings: ProgrammeSettingsInput;
  use: CpuUse;
  /** Of the main thread: the senders, the link to the mixing thread, and this meter. */
  mainThreadCores: number;
  tickMs: number;
  repeated: number;
  late: number;
  sink: RecordingSink;
  renditions: Rendition[];
}

/** What a programme takes once everything of its start is over; the senders run in this process and are counted. */
export async function measureProgramme(
  bench: Bench,
  guests: readonly BusyGuest[],
  seconds: number,
  settings: ProgrammeSettingsInput = {},
): Promise<MeasuredProgramme> {
  const sink = new RecordingSink();
  const programme = await Programme.create(settings, sink, { clock: systemClock, log: silentLog });
  bench.lifetime.adopt(() => programme.close());
  for (const [index, { video, audio }] of guests.entries()) {
    const id = `guest-${index}`;
    await bringOn(programme, { id, name: `Guest ${index + 1}`, video, audio });
  }
  await healthReports(programme, SETTLING_REPORTS);
  const before = programme.health();
  const meter = CpuMeter.start(process.pid);
  const mainBefore = process.threadCpuUsage();
  // The time that is measured.
  await systemClock.sleep(seconds * 1_000);
  const { user, system } = process.threadCpuUsage(mainBefore);
  const use = meter.stop();
  const after = programme.health();
  await programme.close();
  return {
    settings,
    use,
    mainThreadCores: (user + system) / 1e6 / seconds,
    tickMs: after?.tickMsMedian ?? 0,
    repeated: (after?.repeatedFrames ?? 0) - (before?.repeatedFrames ?? 0),
    late: (after?.lateTicks ?? 0) - (before?.lateTicks ?? 0),
    sink,
    renditions: programme.renditions,
  };
}

/** The same ladder from a file, at the same pace, by FFmpeg alone. */
async function encodeAlone(plan: EncoderPlan, input: readonly string[], file: string): Promise<void> {
  const filter = plan.filter.length > 0 ? ['-filter_complex', plan.filter.join(';')] : [];
  const muxed = ({ mux }: EncoderPlan['outputs'][number]): string[] =>
    mux
      ? ['-f', mux.format, ...Object.entries(mux.options).flatMap(([key, value]) => [`-${key}`, value])]
      : [];
  const outputs = plan.outputs.flatMap((each) => [...each.options, ...muxed(each), '-y', '/dev/null']);
  const child = spawn(
    'ffmpeg',
    ['-v', 'error', '-nostats', '-re', ...input, '-i', file, ...filter, ...outputs],
    {
      stdio: 'ignore',
    },
  );
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`FFmpeg alone ended with ${code}: there is nothing to compare with`);
}

/** What the guests looked and sounded like in the main format, as files, from which FFmpeg alone makes the same ladder. */
export async function ladderAlone(
  bench: Bench,
  { settings: given, sink, renditions }: MeasuredProgramme,
  seconds: number,
): Promise<() => Promise<CpuUse>> {
  const settings = programmeSettingsSchema.parse(given);
  const format = formatsOf(settings)[0] as Format;
  const ladder = renditions.filter((one) => one.kind === 'video');
  const folder = temporaryFolder();
  bench.lifetime.adopt(() => folder.remove());
  const path = (name: string) => join(folder.path, name);
  for (const [id, name] of [
    [ladder[0]?.id ?? '', 'video'],
    ['audio', 'audio'],
  ] as const) {
    await writeFile(path(`${name}.mp4`), Buffer.concat(sink.of(id)[0]?.chunks ?? []));
  }
  const from = ['-v', 'error', '-ss', '2', '-t', `${seconds}`];
  const asRawVideo = ['-f', 'rawvideo', '-pix_fmt', 'yuv420p', path('video')];
  await run('ffmpeg', [...from, '-i', path('video.mp4'), ...asRawVideo]);
  await run('ffmpeg', [...from, '-i', path('audio.mp4'), '-f', 'f32le', '-ac', '2', path('audio')]);
  const audio = renditions.find((one) => one.kind === 'audio') as Rendition;
  return async (): Promise<CpuUse> => {
    const meter = CpuMeter.start(process.pid);
    await Promise.all([
      encodeAlone(videoEncoderPlan(format, ladder), rawVideo(format), path('video')),
      encodeAlone(audioEncoderPlan(settings, audio), RAW_AUDIO, path('audio')),
    ]);
    return meter.stop();
  };
}
