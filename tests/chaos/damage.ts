import { freezes, latenciesMs } from '../support/judge-picture.js';
import type { PictureReading, SoundReading } from '../support/page-meters.js';
import { median } from '../support/statistics.js';

/** What a viewer lost to a fault. */
export interface Damage {
  /** No new frame at all: the player stood still. */
  stalledMs: number;
  /** Frames came, without the host's camera in them: a placeholder or the slate. */
  hiddenMs: number;
  silentMs: number;
  /** From the blow to the first moment after which picture and sound were whole to the end. */
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

/** Stretches without any frame. */
function stallsOf(pictures: readonly PictureReading[], untilWallMs: number): Stretch[] {
  return pictures.flatMap((each, index) => {
    const lengthMs = (pictures[index + 1]?.wallMs ?? untilWallMs) - each.wallMs;
    return lengthMs > NOTICED_MS ? [{ fromWallMs: each.wallMs, lengthMs }] : [];
  });
}

/** Stretches without the host's tone; a meter that hears nothing at all is silence too. */
function silencesOf(sounds: readonly SoundReading[], untilWallMs: number): Stretch[] {
  const loud = sounds.filter((each) => (each.tones[0] ?? 0) > QUIET_AMPLITUDE).map((each) => each.wallMs);
  return loud.flatMap((wallMs, index) => {
    const lengthMs = (loud[index + 1] ?? untilWallMs) - wallMs;
    return lengthMs > NOTICED_MS ? [{ fromWallMs: wallMs, lengthMs }] : [];
  });
}

const total = (stretches: readonly Stretch[]): number =>
  Math.round(stretches.reduce((sum, each) => sum + each.lengthMs, 0));

/** Judges what the viewer's meters read from `fromWallMs` on; the blow fell at `struckWallMs`. */
export function damageOf(
  pictures: readonly PictureReading[],
  sounds: readonly SoundReading[],
  struckWallMs: number,
  untilWallMs: number,
): Damage {
  const after = <T extends { wallMs: number }>(all: readonly T[]) =>
    all.filter((each) => each.wallMs >= struckWallMs - NOTICED_MS);
  const missing = freezes(after(pictures), NOTICED_MS, untilWallMs);
  const stalls = stallsOf(after(pictures), untilWallMs);
  const silences = silencesOf(after(sounds), untilWallMs);
  const ends = [...missing, ...stalls, ...silences].map((each) => each.fromWallMs + each.lengthMs);
  const lastEnd = Math.max(struckWallMs, ...ends);
  const tail = pictures.filter((each) => each.wallMs > untilWallMs - BACK_MS);
  return {
    stalledMs: total(stalls),
    hiddenMs: Math.max(0, total(missing) - total(stalls)),
    silentMs: total(silences),
    backAfterMs: Math.round(lastEnd - struckWallMs),
    latencyBeforeMs: Math.round(median(latenciesMs(pictures.filter((each) => each.wallMs < struckWallMs)))),
    latencyAfterMs: Math.round(median(latenciesMs(tail))),
    isBack: untilWallMs - lastEnd >= BACK_MS,
  };
}
