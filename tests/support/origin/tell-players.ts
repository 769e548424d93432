import { systemClock } from '#kernel';
import type { LiveProgramme } from './live-programme.js';

const EVERY_MS = 500;

export interface ToldPlayers {
  /** The moment of each text, by its number. */
  textsMs: Map<number, number>;
  stop(): void;
}

/** Twice a second a scene and a text of an application, and a poll that opens and closes. */
export function tellPlayers({ packager }: LiveProgramme): ToldPlayers {
  const poll = {
    id: 'pol_1',
    class: 'poll',
    startMs: systemClock.wallMs(),
    values: { QUESTION: 'Which, "this"?' },
  };
  packager.timed({ kind: 'range', range: poll });
  const textsMs = new Map<number, number>();
  let number = 0;
  const stop = systemClock.every(EVERY_MS, () => {
    number += 1;
    const atMs = systemClock.wallMs();
    textsMs.set(number, atMs);
    packager.timed({ kind: 'metadata', number, atMs, text: JSON.stringify({ number }) });
    const scene = { id: `scene-${number}`, class: 'scene', startMs: atMs, endOnNext: true };
    packager.timed({ kind: 'range', range: { ...scene, values: { LAYOUT: 'grid' } } });
    // Said twice, the second time corrected; every fifth is taken back.
    const cue = { id: `c${number >> 1}`, startMs: atMs - 900, endMs: atMs + 900 };
    const words =
      number % 10 === 9
        ? []
        : [`${number}`, 'said'].map((text, at) => ({ atMs: atMs - 900 + at * 400, text }));
    packager.timed({ kind: 'cue', language: 'en', cue: { ...cue, words } });
    if (number === 4) packager.timed({ kind: 'range', range: { ...poll, endMs: atMs } });
  });
  return { textsMs, stop };
}
