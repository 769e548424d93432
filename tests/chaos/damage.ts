import { freezes, latenciesMs } from '../support/meters/judge-video.js';
import type { AudioReading, VideoReading } from '../support/meters/page-meters.js';
import { median } from '../support/meters/statistics.js';

/** What a viewer lost to a fault. */
export interface Damage {
  /** No new frame at all: the player stalled. */
  stalledMs: number;
  /** Longest time between two frames that were shown, however short. */
  longestStallMs: number;
  /** Frames came, without the host's camera in them: a placeholder or the slate. */
  hiddenMs: number;
  silentMs: number;
  /** Longest time between two moments in which the voice was heard. */
  longestSilenceMs: number;
  /** From the fault to the first moment after which video and audio were whole to the end. */
  backAfterMs: number;
  latencyBeforeMs: number;
  latencyAfterMs: number;
  /** Whole for the last seconds that were watched. */
  isBack: boolean;
}

/** Shorter is a hiccup that nobody notices: twelve frames. */
const NOTICED_MS = 400;
const QUIET_AMPLITUDE = 0.02;
/** Whole for this long is back. */
export const BACK_MS = 3_000;

interface Stretch {
  fromWallMs: number;
  lengthMs: number;
}

/** Stretches without any of these moments; none at all is one stretch from the beginning to the end. */
function gapsOf(momentsMs: readonly number[], fromWallMs: number, untilWallMs: number): Stretch[] {
  const moments = [fromWallMs, ...momentsMs, untilWallMs];
  return moments.slice(1).flatMap((wallMs, index) => {
    const beganMs = moments[index] ?? wallMs;
    return wallMs - beganMs > NOTICED_MS ? [{ fromWallMs: beganMs, lengthMs: wallMs - beganMs }] : [];
  });
}

/** The longest time without any of these moments; the time before the first one counts. */
function longestGapMs(momentsMs: readonly number[], fromWallMs: number, untilWallMs: number): number {
  const moments = [fromWallMs, ...momentsMs, untilWallMs];
  return Math.round(
    Math.max(...moments.slice(1).map((wallMs, index) => wallMs - (moments[index] ?? wallMs))),
  );
}

const isLoud = ({ tones }: AudioReading): boolean => (tones[0] ?? 0) > QUIET_AMPLITUDE;

const total = (stretches: readonly Stretch[]): number =>
  Math.round(stretches.reduce((sum, each) => sum + each.lengthMs, 0));

/** Judges what the viewer's meters read from `fromWallMs` on; the fault struck at `struckWallMs`. */
export function damageOf(
  video: readonly VideoReading[],
  audio: readonly AudioReading[],
  struckWallMs: number,
  untilWallMs: number,
): Damage {
  const after = <T extends { wallMs: number }>(all: readonly T[]) =>
    all.filter((each) => each.wallMs >= struckWallMs - NOTICED_MS);
  const fromWallMs = struckWallMs - NOTICED_MS;
  const missing = freezes(after(video), NOTICED_MS, untilWallMs);
  const momentsOf = (all: readonly { wallMs: number }[]) => all.map(({ wallMs }) => wallMs);
  const shown = momentsOf(after(video));
  const heard = momentsOf(after(audio).filter(isLoud));
  const stalls = gapsOf(shown, fromWallMs, untilWallMs);
  const silences = gapsOf(heard, fromWallMs, untilWallMs);
  const ends = [...missing, ...stalls, ...silences].map((each) => each.fromWallMs + each.lengthMs);
  const lastEnd = Math.max(struckWallMs, ...ends);
  const tail = video.filter((each) => each.wallMs > untilWallMs - BACK_MS);
  return {
    stalledMs: total(stalls),
    hiddenMs: Math.max(0, total(missing) - total(stalls)),
    longestStallMs: longestGapMs(shown, fromWallMs, untilWallMs),
    silentMs: total(silences),
    longestSilenceMs: longestGapMs(heard, fromWallMs, untilWallMs),
    backAfterMs: Math.round(lastEnd - struckWallMs),
    latencyBeforeMs: Math.round(median(latenciesMs(video.filter((each) => each.wallMs < struckWallMs)))),
    latencyAfterMs: Math.round(median(latenciesMs(tail))),
    isBack: untilWallMs - lastEnd >= BACK_MS,
  };
}
