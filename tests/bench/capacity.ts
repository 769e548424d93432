import {
  cardsFor,
  GROUNDS,
  type Ground,
  groundOf,
  LADDER_MEGABITS,
  missingGrounds,
  needsOf,
  pageTable,
} from './capacity-needs.js';
import { clusterText } from './cluster-table.js';
import { formatNumber } from './format-number.js';
import type { CommittedReport } from './report.js';

const AUDIENCES = [100, 1_000, 10_000, 50_000, 1_000_000];
/** The network card of an ordinary server. */
const CARD_GIGABITS = 10;

function rowOf(report: CommittedReport, viewers: number): readonly string[] {
  const { showCores, chatCores, edgeCores, mostGigabits, leastGigabits } = needsOf(report, viewers);
  const edges = cardsFor(mostGigabits, CARD_GIGABITS);
  return [
    ...[viewers, showCores, chatCores, edgeCores].map((number) => number.toLocaleString('en-US')),
    `${formatNumber(leastGigabits)} to ${formatNumber(mostGigabits)}`,
    viewers > 100_000 ? 'a CDN' : edges.toLocaleString('en-US'),
  ];
}

function grounds(report: CommittedReport): string {
  const rows = (Object.keys(GROUNDS) as Ground[]).map((ground) => {
    const [scenario, key, title] = GROUNDS[ground];
    const value = groundOf(report, ground);
    return [title, value === undefined ? 'not measured yet' : formatNumber(value), `${scenario}.${key}`];
  });
  return pageTable(['measured', 'core', 'scenario'], rows);
}

/** `docs/capacity.md`: what to buy, from what was measured. Nothing where a ground is missing. */
export function capacityText(report: CommittedReport): string {
  const missing = missingGrounds(report);
  return [
    '# Capacity',
    'Written by `npm run bench -- --report` from `docs/performance.json`; do not edit. What one show with up to four people on stage needs, for the audience in the first column. Cores are cores like those of the machine in `docs/performance.md`, filled to 70 %.',
    missing.length > 0
      ? `Not all grounds are measured yet: ${missing.join(', ')}.`
      : pageTable(
          [
            'viewers',
            'cores for the show',
            'cores for chat',
            'cores at the edge',
            'gigabits a second',
            'edge machines of 10 Gbit/s',
          ],
          AUDIENCES.map((viewers) => rowOf(report, viewers)),
        ),
    'A show costs the same however many watch: video and audio are made once, and the edge asks the origin once for each part. What grows with the audience is the edge, in cores and above all in bits, and the sockets of chat. The first bend is the network card: 10 Gbit/s carry some 2,500 viewers of the highest rung. Each further edge machine brings its own card and cores, and two more requests a second and rendition at the origin; each further show brings the first column again, and admission refuses when a machine has no more of it.',
    'For a million viewers put a CDN in front (`docs/cdn.md` names what it must be able to do) and chat in slow mode on servers of its own: the column of chat says how many cores its sockets take. A server sends a chat from one core, so that is also the number of nodes that hold them ([cluster.md](cluster.md), with Redis); what is said often reaches the sockets of one server in sixteen parts, and no more messages a second than can be read ([performance.md](performance.md), `scale-chat`). [What it costs](costs.md) in money is a page of its own.',
    `The ladder sends at most ${Object.entries(LADDER_MEGABITS)
      .map(([rung, megabits]) => `${megabits} Mbit/s as ${rung}`)
      .join(
        ', ',
      )}, audio included; the column of gigabits goes from all viewers on the lowest rendition to all on the highest.`,
    ...clusterText(report),
    '## What it stands on',
    grounds(report),
    'The curves behind these figures, and where each bends, are in [performance.md](performance.md): viewers at one edge, guests of a programme, people on a stage, shows on a machine, chat messages a second. TLS is not in the measured edge figure; `edge-cost` has it apart.',
    '',
  ].join('\n\n');
}
