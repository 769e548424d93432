import { ageMs } from '../page/bar-code.js';
import type { VideoReading } from './page-meters.js';

/** Mean brightness under this is black, over any codec's noise and over limited-range black. */
const BLACK_LUMA = 20;

/** How old each frame was when it was shown; frames without a readable clock are left out. */
export function latenciesMs(readings: readonly VideoReading[], tile = 0): number[] {
  return readings.flatMap((reading) => {
    const clock = reading.tiles[tile]?.clock;
    return clock === undefined ? [] : [ageMs(clock, reading.wallMs)];
  });
}

export interface Interruption {
  fromWallMs: number;
  lengthMs: number;
}

/**
 * Stretches over `leastMs` in which the tile showed no new moment of its camera: the same clock, none, or no frame
 * at all. `untilWallMs` closes a stretch that has not ended.
 */
export function freezes(
  readings: readonly VideoReading[],
  leastMs: number,
  untilWallMs: number,
  tile = 0,
): Interruption[] {
  const fresh: number[] = [];
  let last: number | undefined;
  for (const reading of readings) {
    const clock = reading.tiles[tile]?.clock;
    if (clock === undefined || clock === last) continue;
    last = clock;
    fresh.push(reading.wallMs);
  }
  const [first] = fresh;
  if (first === undefined) return [];
  return [...fresh.slice(1), untilWallMs].flatMap((wallMs, index) => {
    const fromWallMs = fresh[index] ?? first;
    const lengthMs = wallMs - fromWallMs;
    return lengthMs > leastMs ? [{ fromWallMs, lengthMs }] : [];
  });
}

/** Stretches in which the tile was black. */
export function blackouts(readings: readonly VideoReading[], untilWallMs: number, tile = 0): Interruption[] {
  const found: Interruption[] = [];
  let fromWallMs: number | undefined;
  const end = (wallMs: number) => {
    if (fromWallMs !== undefined) found.push({ fromWallMs, lengthMs: wallMs - fromWallMs });
    fromWallMs = undefined;
  };
  for (const reading of readings) {
    const isBlack = (reading.tiles[tile]?.meanLuma ?? 0) < BLACK_LUMA;
    if (!isBlack) end(reading.wallMs);
    else fromWallMs ??= reading.wallMs;
  }
  end(untilWallMs);
  return found;
}
