import type { CmcdValue } from './read-cmcd.js';

/** What one report of a player says of its viewer, as far as it is counted. */
export interface ViewingFacts {
  /** From being asked to play to the first frame; once a viewing. */
  startMs?: number;
  /** From the programme's clock to the screen. */
  latencyMs?: number;
  /** A stall that is over, or nothing but that there was one. */
  stall?: { tookMs?: number };
  kbps?: number;
  errors: number;
  /** Since the report before: the share of stalls is of this. */
  playedMs?: number;
  /** The host that it fetches from. */
  host?: string;
}

const HOUR_MS = 3_600_000;
const MOST_KBPS = 1_000_000;
const MOST_ERRORS = 16;
/** Of ours: CMCD has no key for the time that was played. */
export const PLAYED_KEY = 'proscenium-played';

/** Values out of their bounds are left out, the rest of the report is counted. */
export function viewingFacts(cmcd: ReadonlyMap<string, CmcdValue>): ViewingFacts {
  const facts: ViewingFacts = { errors: errorsOf(cmcd.get('ec')) };
  const number = (key: string, most: number): number | undefined => {
    const values = [cmcd.get(key)].flat();
    // Of several (one for each kind of object) the largest: video against audio.
    const valid = values.filter(
      (value) => typeof value === 'number' && value >= 0 && value <= most,
    ) as number[];
    return valid.length === 0 ? undefined : Math.max(...valid);
  };
  const startMs = number('msd', HOUR_MS);
  if (startMs !== undefined) facts.startMs = startMs;
  const latencyMs = number('ltc', HOUR_MS);
  if (latencyMs !== undefined) facts.latencyMs = latencyMs;
  const tookMs = number('bsd', HOUR_MS);
  if (tookMs !== undefined) facts.stall = { tookMs };
  else if (cmcd.get('bs') === true) facts.stall = {};
  // Of audio nothing is said that a viewer would see.
  const kbps = cmcd.get('ot') === 'a' ? undefined : (number('br', MOST_KBPS) ?? number('pb', MOST_KBPS));
  if (kbps !== undefined && kbps > 0) facts.kbps = kbps;
  const playedMs = number(PLAYED_KEY, HOUR_MS);
  if (playedMs !== undefined) facts.playedMs = playedMs;
  const host = cmcd.get('h');
  if (typeof host === 'string') facts.host = host.toLowerCase();
  return facts;
}

function errorsOf(codes: CmcdValue | undefined): number {
  if (codes === undefined || typeof codes === 'boolean') return 0;
  return Math.min(MOST_ERRORS, [codes].flat().length);
}
