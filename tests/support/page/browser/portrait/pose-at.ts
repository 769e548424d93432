import type { Pose } from './draw-person.js';

const TALK_MS = 9_000;
const BLINK_MS = 3_700;
const WAVE_MS = 17_000;

const between = (value: number): number => Math.min(1, Math.max(0, value));

/** How a person sits at a moment: talking for a while, listening for a while, now and then a hand. */
export function poseAt(wallMs: number, seed: number): Pose {
  const moment = wallMs + seed * 3_100;
  const isTalking = moment % TALK_MS < TALK_MS * 0.6;
  const syllable = Math.abs(Math.sin(moment / 95) * Math.sin(moment / 211) * 1.4);
  const blink = moment % BLINK_MS;
  const wave = (moment % WAVE_MS) / WAVE_MS;
  return {
    mouth: isTalking ? between(0.12 + syllable) : 0.06,
    eyes: blink < 140 ? between(Math.abs(blink - 70) / 70) : 1,
    sway: { x: Math.sin(moment / 1_300) * 9, y: Math.sin(moment / 700) * 4 },
    hand: wave < 0.22 ? Math.sin((wave / 0.22) * Math.PI) : 0,
    look: Math.sin(moment / 2_900),
  };
}
