import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MachineFacts } from '../bench/machine.js';
import { machineLine } from '../bench/machine-line.js';
import { svgPlot } from '../bench/plot.js';
import type { Curve, PlotSpec } from '../bench/scenario.js';
import type { MeasuredAudience } from '../support/hls-load/hls-audience.js';
import { median, percentile } from '../support/meters/statistics.js';
import type { Action } from './random-show.js';
import type { SoakSample } from './soak-sample.js';
import type { SeenRound } from './soak-viewer.js';

export interface SoakRound extends SoakSample {
  audience: MeasuredAudience;
  seen: SeenRound;
  /** Renditions whose newest segment was a gap. */
  missing: string[];
}

export interface SoakRecord {
  machine: MachineFacts;
  minutes: number;
  viewers: number;
  /** What a reader must know of the circumstances. */
  note: string;
  rounds: SoakRound[];
  actions: (Action & { atMinutes: number })[];
  /** What the server logged as warning or worse. */
  warnings: Record<string, number>;
  /** Rounds that could not be watched, and why the run ended if it ended early. */
  broken: string[];
}

const plot = (key: string, title: string, y: string): PlotSpec => ({ key, title, x: 'minutes', y });

function plots({ rounds }: SoakRecord): { spec: PlotSpec; curves: Curve[] }[] {
  const curve = (name: string, value: (each: SoakRound) => number | undefined): Curve => ({
    name,
    points: rounds.flatMap((each) => {
      const found = value(each);
      return found === undefined || Number.isNaN(found) ? [] : [[each.atMinutes, found] as const];
    }),
  });
  return [
    {
      spec: plot('memory', 'Memory', 'MiB'),
      curves: [
        curve('server and children', (each) => each.residentMiB),
        curve('server alone', (each) => each.serverMiB),
      ],
    },
    {
      spec: plot('handles', 'Open descriptors and processes', 'count'),
      curves: [curve('descriptors', (each) => each.handles), curve('processes', (each) => each.processes)],
    },
    {
      spec: plot('latency', 'Latency', 'ms'),
      curves: [
        curve('newest part at the viewers, median', (each) => each.audience.edgeLagMs.p50),
        curve('newest part, 95th percentile', (each) => each.audience.edgeLagMs.p95),
        curve('camera to screen, real player', (each) => each.seen.glassMs),
      ],
    },
    {
      spec: plot(
        'clock',
        'PROGRAM-DATE-TIME against the wall clock: age of a part when it first arrives',
        'ms',
      ),
      curves: [curve('least of the round', (each) => each.audience.edgeLagMs.least)],
    },
    {
      spec: plot('lip-sync', 'Audio after video, without its sign', 'ms'),
      curves: [curve('median of the round', (each) => each.seen.lipSyncMs && Math.abs(each.seen.lipSyncMs))],
    },
    {
      spec: plot('stall', 'Longest time without a new frame on a real player', 'ms'),
      curves: [curve('of the round', (each) => each.seen.longestStallMs)],
    },
  ];
}

/** Growth a minute by least squares over what comes after the first fifth, when caches are full. */
export function slopePerMinute(rounds: readonly SoakRound[], value: (each: SoakRound) => number): number {
  const settled = rounds.slice(Math.floor(rounds.length / 5));
  const mean = (of: (each: SoakRound) => number) =>
    settled.reduce((sum, each) => sum + of(each), 0) / settled.length;
  const [meanX, meanY] = [mean((each) => each.atMinutes), mean(value)];
  const sum = (of: (each: SoakRound) => number) => settled.reduce((total, each) => total + of(each), 0);
  const spread = sum((each) => (each.atMinutes - meanX) ** 2);
  return spread === 0 ? 0 : sum((each) => (each.atMinutes - meanX) * (value(each) - meanY)) / spread;
}

function actionTable({ actions }: SoakRecord): string {
  const names = [...new Set(actions.map(({ name }) => name))].sort();
  const rows = names.map((name) => {
    const all = actions.filter((action) => action.name === name);
    const failures = [...new Set(all.flatMap(({ failure }) => failure ?? []))];
    const failed = all.filter(({ failure }) => failure !== undefined).length;
    return `| ${name} | ${all.length - failed} | ${failed} | ${failures.join('; ').replaceAll('|', '/')} |`;
  });
  return ['| action | done | not done | why not |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function facts(record: SoakRecord): string {
  const { rounds } = record;
  const [first, last] = [rounds.at(0), rounds.at(-1)];
  if (!first || !last) return '';
  const hourly = (value: (each: SoakRound) => number) => (60 * slopePerMinute(rounds, value)).toFixed(1);
  const glass = rounds.flatMap(({ seen }) => seen.glassMs ?? []);
  const lips = rounds.flatMap(({ seen }) => seen.lipSyncMs ?? []);
  const still = rounds.map(({ seen }) => seen.longestStallMs);
  return [
    `- Memory went from ${first.residentMiB.toFixed(0)} to ${last.residentMiB.toFixed(0)} MiB, by ${hourly((each) => each.residentMiB)} MiB an hour once settled (the server alone by ${hourly((each) => each.serverMiB)}); descriptors from ${first.handles} to ${last.handles}, processes from ${first.processes} to ${last.processes}.`,
    `- PROGRAM-DATE-TIME moved against the wall clock by ${hourly((each) => each.audience.edgeLagMs.least)} ms an hour.`,
    `- Camera to screen on a real player: median of the rounds ${median(glass).toFixed(0)} ms, 95th percentile ${percentile(glass, 0.95).toFixed(0)} ms. Audio after video: median ${median(lips).toFixed(0)} ms, from ${Math.min(...lips).toFixed(0)} to ${Math.max(...lips).toFixed(0)} ms.`,
    `- Longest time without a new frame: median of the rounds ${median(still).toFixed(0)} ms, worst ${Math.max(...still).toFixed(0)} ms; the page had to be opened again ${rounds.filter(({ seen }) => seen.isReopened).length} times.`,
    `- Rounds at whose end a rendition had a gap as its newest segment: ${gaps(rounds)}.`,
  ].join('\n');
}

function gaps(rounds: readonly SoakRound[]): string {
  const names = [...new Set(rounds.flatMap(({ missing }) => missing))].sort();
  const counted = names.map(
    (name) => `${name} ${rounds.filter(({ missing }) => missing.includes(name)).length}`,
  );
  return counted.length === 0 ? 'none' : `${counted.join(', ')}, of ${rounds.length}`;
}

function warnings(record: SoakRecord): string {
  const lines = Object.entries(record.warnings).sort(([, one], [, other]) => other - one);
  return lines.map(([fact, times]) => `- ${times} x \`${fact}\``).join('\n');
}

function text(record: SoakRecord): string {
  const failed = record.actions.filter(({ failure }) => failure !== undefined).length;
  return [
    '# Soak',
    `Written by \`npm run soak -- --minutes ${record.minutes} --report\`; do not edit. A show with a host in a real browser, guests who are promoted and leave, ${record.viewers} viewers that follow every part, one viewer on a real player with meters, and something that happens by chance every ten seconds: ${record.actions.length} actions, ${failed} of which could not be done. Host, guests, viewers and server share one machine.`,
    ...(record.note === '' ? [] : [record.note]),
    facts(record),
    ...plots(record).map(({ spec }) => `![${spec.title}](plots/soak-${spec.key}.svg)`),
    actionTable(record),
    ...(Object.keys(record.warnings).length === 0
      ? []
      : [`What the server warned of:\n\n${warnings(record)}`]),
    ...(record.broken.length === 0
      ? []
      : [`Told on the way:\n\n${record.broken.map((each) => `- ${each}`).join('\n')}`]),
    `Run ${machineLine(record.machine)}.`,
    '',
  ].join('\n\n');
}

export async function writeSoakReport(docs: string, record: SoakRecord): Promise<void> {
  await mkdir(join(docs, 'plots'), { recursive: true });
  await writeFile(join(docs, 'soak.md'), text(record));
  for (const { spec, curves } of plots(record))
    await writeFile(join(docs, 'plots', `soak-${spec.key}.svg`), svgPlot(spec, curves));
}
