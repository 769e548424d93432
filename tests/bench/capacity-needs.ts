import type { CommittedReport } from './report.js';

/** Nobody should run a machine fuller than this. */
const FULL_SHARE = 0.7;
/** Of everybody to everybody among four people, video and audio of each. */
const STREAMS = 24;

/** The measured numbers that the pages stand on, each with the place it comes from. */
export const GROUNDS = {
  programme: ['programme-cpu', 'wholeCores', 'a programme with four guests, its audio and its ladder'],
  stream: ['stage-twelve', 'perStream12', 'a stream forwarded on the stage (thousandths of a core)'],
  edge: ['edge-cost', 'coresAThousand', 'nginx and Varnish for a thousand viewers, video and audio'],
  origin: ['scale-viewers', 'originCores', 'the origin behind the edge, whatever the audience'],
  chat: ['audience-crowd', 'coresAThousand', 'chat and counting for a thousand viewers'],
} as const;

export type Ground = keyof typeof GROUNDS;

/** What the default ladder sends at most to a viewer, with its headers; audio is in it. */
export const LADDER_MEGABITS = { '720p': 2.75, '480p': 1.4, '360p': 0.77 } as const;

export function figureOf(report: CommittedReport, scenario: string, key: string): number | undefined {
  const found = report.scenarios.find((each) => each.name === scenario);
  return found?.figures.find((each) => each.key === key)?.median;
}

export function groundOf(report: CommittedReport, ground: Ground): number | undefined {
  const [scenario, key] = GROUNDS[ground];
  return figureOf(report, scenario, key);
}

/** Names of scenarios that were not measured yet. */
export function missingGrounds(report: CommittedReport): string[] {
  const missing = (Object.keys(GROUNDS) as Ground[]).filter((each) => groundOf(report, each) === undefined);
  return [...new Set(missing.map((each) => GROUNDS[each][0]))];
}

export interface Needs {
  /** Whole ones, filled to the share above. */
  showCores: number;
  chatCores: number;
  edgeCores: number;
  /** All viewers on the highest rung, and all on the lowest. */
  mostGigabits: number;
  leastGigabits: number;
}

/** What one show with up to four people on stage needs for its audience; a ground that is missing counts as nothing. */
export function needsOf(report: CommittedReport, viewers: number): Needs {
  const known = (ground: Ground) => groundOf(report, ground) ?? 0;
  const thousands = viewers / 1_000;
  const whole = (cores: number) => Math.max(1, Math.ceil(cores / FULL_SHARE));
  return {
    showCores: whole(known('programme') + known('origin') + (known('stream') * STREAMS) / 1_000),
    chatCores: whole(known('chat') * thousands),
    edgeCores: whole(known('edge') * thousands),
    mostGigabits: (viewers * LADDER_MEGABITS['720p']) / 1_000,
    leastGigabits: (viewers * LADDER_MEGABITS['360p']) / 1_000,
  };
}

/** Machines whose network card carries so much, filled to the same share. */
export const cardsFor = (gigabits: number, cardGigabits: number): number =>
  Math.max(1, Math.ceil(gigabits / (cardGigabits * FULL_SHARE)));

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

export const pageTable = (headings: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(headings), row(headings.map(() => '---')), ...rows.map(row)].join('\n');
