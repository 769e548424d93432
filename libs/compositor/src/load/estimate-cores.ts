import { ShowError } from '#kernel';
import { type Format, formatsOf, ladderOf, type ProgrammeSettings, type Rendition } from '../settings.js';

/**
 * Where the constants come from: FFmpeg 5.1 with one x264 thread a rung, on a virtual machine of 2 cores at 2.5 to 3 GHz.
 * - 720p30 of moving video, user time: ultrafast 0.07 to 0.09 core, superfast 0.11 to 0.15, veryfast 0.17 to 0.24; the
 *   upper ends are taken, since people move more than clips. Faster, fast and medium stand in x264's usual proportion.
 * - the ladder of 720p, 480p and 360p with AAC: 0.36 to 0.47 core in veryfast, which is 1.7 times a 720p: cost goes by pixels.
 * - the canvas with four tiles 0.065 core, the mixer and Opus 0.02, a decoder of 360p 0.015 (720p: 0.037) and its packets.
 * - all of it, four guests and that ladder: 0.62 core; this estimate says 0.62.
 * `npm run bench -- programme-cpu` measures the same: `wholeCores`, and how it grows from 0 to 12 guests. Another machine,
 * or one that is shared, takes another time for the same: `CoreLedger` corrects by what running shows really take.
 */
/** Cores for 720 lines at 30 a second, by preset: encoding one rung, with the scaling that leads to it. */
const ENCODE_720P30: Record<ProgrammeSettings['preset'], number> = {
  ultrafast: 0.1,
  superfast: 0.15,
  veryfast: 0.23,
  faster: 0.34,
  fast: 0.42,
  medium: 0.5,
};
/** Beside x264. Hardware is priced as x264, which takes its place at any moment. */
const CODEC_TIMES: Record<Format['codec'], number> = { h264: 1, av1: 1.5 };
const PIXELS_720P30 = 1_280 * 720 * 30;
/** Canvas, mixer, audio encoder and what crosses between processes, for a canvas of 720p30. */
const BASE = 0.09;
/** A guest's decoder, Opus, packets and the copying of their tile. */
const GUEST = 0.035;

/** How many times as much as 720p30 passes in a second. */
const pixelRate = (
  frameRate: number,
  { width = 0, height = 0 }: Pick<Rendition, 'width' | 'height'>,
): number => (width * height * frameRate) / PIXELS_720P30;

/** One rung's encoder, with the scaling that leads to it. */
export const encodingCores = ({ preset, frameRate, codec }: Format, rung: Rendition): number =>
  pixelRate(frameRate, rung) * ENCODE_720P30[preset] * CODEC_TIMES[codec];

function formatCores(format: Format, rungs: readonly string[] | undefined): number {
  const encoding = ladderOf(format)
    .filter(({ id }) => rungs?.includes(id) ?? true)
    .reduce((sum, rung) => sum + encodingCores(format, rung), 0);
  return encoding + BASE * pixelRate(format.frameRate, format);
}

/** What a programme will take, in cores of a machine like the one that it was measured on; with these rungs only. */
export function estimateCores(
  settings: ProgrammeSettings,
  guests: number,
  rungs?: readonly string[],
): number {
  const formats = formatsOf(settings).reduce((sum, format) => sum + formatCores(format, rungs), 0);
  return formats + GUEST * guests;
}

export interface Machine {
  cores: number;
  /** What the running programmes take by their own measure. */
  usedCores: number;
  /** Kept free for the stage, the origin and everything else. */
  reservedCores: number;
}

export const freeCoresOf = ({ cores, usedCores, reservedCores }: Machine): number =>
  Math.max(0, cores - usedCores - reservedCores);

/** Refuses a show that the machine could not carry, before it starts and with numbers. */
export function admitProgramme(neededCores: number, machine: Machine): void {
  const freeCores = freeCoresOf(machine);
  if (neededCores <= freeCores) return;
  const two = (value: number) => Math.round(value * 100) / 100;
  throw new ShowError({
    code: 'machine-full',
    message: `This machine has ${two(freeCores)} processor cores free and the show needs ${two(neededCores)}. End another show, or choose fewer or smaller formats, fewer qualities or a faster preset.`,
    blame: 'config',
    retry: true,
    status: 503,
    details: { neededCores: two(neededCores), freeCores: two(freeCores), cores: machine.cores },
  });
}
