import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MachineFacts } from '../bench/machine.js';
import { svgPlot } from '../bench/plot.js';
import type { Curve, PlotSpec } from '../bench/scenario.js';
import type { MeasuredAudience } from '../support/hls-load/hls-audience.js';
import type { SoakSample } from './soak-sample.js';

export interface SoakRecord {
  machine: MachineFacts;
  minutes: number;
  viewers: number;
  samples: SoakSample[];
  audience: (MeasuredAudience & { atMinutes: number })[];
  deeds: string[];
}

const plot = (key: string, title: string, y: string): PlotSpec => ({ key, title, x: 'minutes', y });

function plots({ samples, audience }: SoakRecord): { spec: PlotSpec; curves: Curve[] }[] {
  const ofServer = (name: string, value: (each: SoakSample) => number): Curve => ({
    name,
    points: samples.map((each) => [each.atMinutes, value(each)] as const),
  });
  const ofAudience = (name: string, value: (each: MeasuredAudience) => number): Curve => ({
    name,
    points: audience.filter((each) => each.parts > 0).map((each) => [each.atMinutes, value(each)] as const),
  });
  return [
    {
      spec: plot('memory', 'Memory of the server and its children', 'MiB'),
      curves: [ofServer('resident', (each) => each.residentMiB)],
    },
    {
      spec: plot('handles', 'Open descriptors and processes', 'count'),
      curves: [
        ofServer('descriptors', (each) => each.handles),
        ofServer('processes', (each) => each.processes),
      ],
    },
    {
      spec: plot('latency', 'Age of the newest picture at the viewers', 'ms'),
      curves: [
        ofAudience('median', (each) => each.edgeLagMs.p50),
        ofAudience('95th percentile', (each) => each.edgeLagMs.p95),
      ],
    },
  ];
}

function text(record: SoakRecord): string {
  const failures = record.deeds.filter((each) => each.includes('failed'));
  const [first, last] = [record.samples.at(0), record.samples.at(-1)];
  return [
    '# Soak',
    `Written by \`npm run soak -- --minutes ${record.minutes} --report\`; do not edit. A show with a host, ${record.viewers} viewers that follow every part, and something that happens by chance every few seconds: ${record.deeds.length} deeds, ${failures.length} of which could not be done.`,
    `Memory went from ${first?.residentMiB.toFixed(0)} to ${last?.residentMiB.toFixed(0)} MiB, descriptors from ${first?.handles} to ${last?.handles}, processes from ${first?.processes} to ${last?.processes}.`,
    ...plots(record).map(({ spec }) => `![${spec.title}](plots/soak-${spec.key}.svg)`),
    `Run ${record.machine.date} on ${record.machine.cores} cores of ${record.machine.processor}, Linux ${record.machine.kernel}.`,
    '',
  ].join('\n\n');
}

export async function writeSoakReport(docs: string, record: SoakRecord): Promise<void> {
  await mkdir(join(docs, 'plots'), { recursive: true });
  await writeFile(join(docs, 'soak.md'), text(record));
  for (const { spec, curves } of plots(record))
    await writeFile(join(docs, 'plots', `soak-${spec.key}.svg`), svgPlot(spec, curves));
}
