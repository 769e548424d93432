import type { ConnectionQuality } from '#protocol';

/** One direction, as the worker sees it. Null: nothing was to be carried, so nothing is known. */
export interface Direction {
  /** The worker's own score of the worst stream that should flow, 0 to 10. */
  streamScore: number;
  lossPercent: number | null;
  rttMs: number | null;
}

export interface LinkReading {
  isConnected: boolean;
  up: Direction | null;
  down: Direction | null;
}

const MAX_SCORE = 10;

/** What this much loss leaves of ten points: repaired loss is not seen at once, but it is delay and bandwidth. */
function scoreOfLoss(lossPercent: number): number {
  if (lossPercent < 1) return MAX_SCORE;
  if (lossPercent < 3) return 8;
  if (lossPercent < 6) return 6;
  if (lossPercent < 12) return 4;
  return lossPercent < 25 ? 2 : 1;
}

/** People talk over each other from about 300 ms there and back. */
function scoreOfRtt(rttMs: number): number {
  if (rttMs < 150) return MAX_SCORE;
  if (rttMs < 300) return 7;
  return rttMs < 600 ? 4 : 2;
}

function scoreOf(direction: Direction): number {
  const { streamScore, lossPercent, rttMs } = direction;
  return Math.min(streamScore, scoreOfLoss(lossPercent ?? 0), scoreOfRtt(rttMs ?? 0));
}

function gradeOf(score: number): ConnectionQuality['grade'] {
  if (score >= 7) return 'good';
  if (score >= 4) return 'fair';
  return score > 0 ? 'poor' : 'lost';
}

const worst = (values: readonly (number | null | undefined)[]): number | null => {
  const known = values.filter((value): value is number => value !== null && value !== undefined);
  return known.length === 0 ? null : Math.max(...known);
};

const NOTHING = { score: 0, up: 0, down: 0, rttMs: null, lossPercent: null };

/** The worse direction is the quality: a guest who hears well and is not heard has a bad line. */
export function judgeLink({ isConnected, up, down }: LinkReading): ConnectionQuality {
  if (!isConnected) return { grade: 'lost', ...NOTHING };
  const scores = [up, down].filter((direction) => direction !== null).map(scoreOf);
  if (scores.length === 0) return { grade: 'unknown', ...NOTHING };
  const score = Math.min(...scores);
  return {
    grade: gradeOf(score),
    score,
    up: up === null ? 0 : scoreOf(up),
    down: down === null ? 0 : scoreOf(down),
    rttMs: worst([up?.rttMs, down?.rttMs]),
    lossPercent: worst([up?.lossPercent, down?.lossPercent]),
  };
}

/** Whether a page should be told: not for every flicker of a millisecond. */
export function isWorthTelling(before: ConnectionQuality, now: ConnectionQuality): boolean {
  return before.grade !== now.grade || Math.abs(before.score - now.score) >= 1;
}
