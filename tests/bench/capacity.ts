import { formatNumber } from './format-number.js';
import type { CommittedReport } from './report.js';

const AUDIENCES = [100, 1_000, 10_000, 1_000_000];
/** Nobody should run a machine fuller than this. */
const FULL_SHARE = 0.7;
/** What the default ladder sends at most to a viewer, with its headers; audio is in it. */
const LADDER_MEGABITS = { '720p': 2.75, '480p': 1.4, '360p': 0.77 } as const;
/** The network card of an ordinary server. */
const CARD_GIGABITS = 10;

/** The measured numbers that the page stands on, each with the place it comes from. */
const GROUNDS = {
  programme: ['programme-cpu', 'wholeCores', 'a programme with four guests, its audio and its ladder'],
  stream: ['stage-twelve', 'perStream12', 'a stream forwarded on the stage (thousandths of a core)'],
  edge: ['scale-viewers', 'coresAThousand', 'nginx and Varnish for a thousand viewers of one rendition'],
  origin: ['scale-viewers', 'originCores', 'the origin behind the edge, whatever the audience'],
  chat: ['audience-crowd', 'coresAThousand', 'chat and counting for a thousand viewers'],
} as const;

type Ground = keyof typeof GROUNDS;

function figureOf(report: CommittedReport, ground: Ground): number | undefined {
  const [scenario, key] = GROUNDS[ground];
  const found = report.scenarios.find((each) => each.name === scenario);
  return found?.figures.find((each) => each.key === key)?.median;
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (headings: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(headings), row(headings.map(() => '---')), ...rows.map(row)].join('\n');

/** Players fetch video and audio each on its own, so a viewer is two followers of a rendition. */
const RENDITIONS_A_VIEWER = 2;

function needsOf(viewers: number, known: Record<Ground, number>): readonly string[] {
  const thousands = viewers / 1_000;
  const show = (known.programme + known.origin + (known.stream * 24) / 1_000) / FULL_SHARE;
  const chat = (known.chat * thousands) / FULL_SHARE;
  const edge = (known.edge * RENDITIONS_A_VIEWER * thousands) / FULL_SHARE;
  const gigabits = (viewers * LADDER_MEGABITS['720p']) / 1_000;
  const low = (viewers * LADDER_MEGABITS['360p']) / 1_000;
  const edges = Math.max(1, Math.ceil(gigabits / (CARD_GIGABITS * FULL_SHARE)));
  const whole = (cores: number) => Math.max(1, Math.ceil(cores)).toLocaleString('en-US');
  return [
    viewers.toLocaleString('en-US'),
    whole(show),
    whole(chat),
    whole(edge),
    `${formatNumber(low)} to ${formatNumber(gigabits)}`,
    viewers > 100_000 ? 'a CDN' : edges.toLocaleString('en-US'),
  ];
}

function grounds(report: CommittedReport): string {
  const rows = (Object.keys(GROUNDS) as Ground[]).map((ground) => {
    const [scenario, key, title] = GROUNDS[ground];
    const value = figureOf(report, ground);
    return [title, value === undefined ? 'not measured yet' : formatNumber(value), `${scenario}.${key}`];
  });
  return table(['measured', 'core', 'scenario'], rows);
}

/** `docs/capacity.md`: what to buy, from what was measured. Nothing where a ground is missing. */
export function capacityText(report: CommittedReport): string {
  const entries = (Object.keys(GROUNDS) as Ground[]).map(
    (ground) => [ground, figureOf(report, ground)] as const,
  );
  const missing = entries.filter(([, value]) => value === undefined).map(([ground]) => GROUNDS[ground][0]);
  const known = Object.fromEntries(entries) as Record<Ground, number>;
  return [
    '# Capacity',
    'Written by `npm run bench -- --report` from `docs/performance.json`; do not edit. What one show with up to four people on stage needs, for the audience in the first column. Cores are cores like those of the machine in `docs/performance.md`, filled to 70 %.',
    missing.length > 0
      ? `Not all grounds are measured yet: ${[...new Set(missing)].join(', ')}.`
      : table(
          [
            'viewers',
            'cores for the show',
            'cores for chat',
            'cores at the edge',
            'gigabits a second',
            'edge machines of 10 Gbit/s',
          ],
          AUDIENCES.map((viewers) => needsOf(viewers, known)),
        ),
    'A show costs the same however many watch: video and audio are made once, and the edge asks the origin once for each part. What grows with the audience is the edge, in cores and above all in bits, and the sockets of chat. The first bend is the network card: 10 Gbit/s carry some 2,500 viewers of the highest rung. Each further edge machine brings its own card and cores, and two more requests a second and rendition at the origin; each further show brings the first column again, and admission refuses when a machine has no more of it.',
    'For a million viewers put a CDN in front (`docs/cdn.md` names what it must be able to do) and chat in slow mode on servers of its own: the column of chat says how many cores its sockets take.',
    `The ladder sends at most ${Object.entries(LADDER_MEGABITS)
      .map(([rung, megabits]) => `${megabits} Mbit/s as ${rung}`)
      .join(
        ', ',
      )}, audio included; the column of gigabits goes from all viewers on the lowest rendition to all on the highest.`,
    '## What it stands on',
    grounds(report),
    'The curves behind these figures, and where each bends, are in [performance.md](performance.md): viewers at one edge, guests of a programme, people on a stage, shows on a machine, chat messages a second. TLS is not in the measured edge figure.',
    '',
  ].join('\n\n');
}
