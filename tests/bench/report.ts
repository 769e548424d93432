import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { capacityText } from './capacity.js';
import { costsText } from './costs.js';
import { formatNumber } from './format-number.js';
import type { MachineFacts } from './machine.js';
import { machineLine } from './machine-line.js';
import { svgPlot } from './plot.js';
import { withFigures } from './readme-claims.js';
import type { ScenarioSummary } from './summary.js';
import { markdownTable } from './table.js';

/** What is committed as `docs/performance.json`: each scenario with the machine and day it was last measured on. */
export interface CommittedReport {
  scenarios: (ScenarioSummary & { machine: MachineFacts })[];
}

type Measured = Pick<ScenarioSummary, 'name' | 'mode'> & { machine: Pick<MachineFacts, 'versions'> };

const plotFile = (scenario: string, key: string): string => `plots/${scenario}-${key}.svg`;

function section(scenario: CommittedReport['scenarios'][number]): string {
  return [
    `## ${scenario.title}`,
    scenario.explains,
    markdownTable(scenario),
    ...scenario.plots.map((plot) => `![${plot.title}](${plotFile(scenario.name, plot.key)})`),
    ...scenario.notes.map((note) => `Note: ${note}`),
    `Measured ${machineLine(scenario.machine)}; ${scenario.mode}, ${scenario.runs} runs. Again with \`npm run bench -- ${scenario.name}\`.`,
  ].join('\n\n');
}

function missedOf(scenario: CommittedReport['scenarios'][number]): string[] {
  return scenario.figures
    .filter(({ verdict }) => verdict === 'missed')
    .map(({ title, median, unit, goal, whenMissed }) => {
      const bound = goal?.atMost ?? goal?.atLeast ?? Number.NaN;
      const why = whenMissed === undefined ? '' : ` ${whenMissed}`;
      return `- ${scenario.title}, ${title}: ${formatNumber(median)} ${unit} where ${formatNumber(bound)} was the goal (${scenario.mode}).${why}`;
    });
}

export function reportText(report: CommittedReport): string {
  const judged = report.scenarios.flatMap(({ figures }) => figures.filter(({ verdict }) => verdict));
  const missed = report.scenarios.flatMap(missedOf);
  return [
    '# Performance',
    'Written by `npm run bench -- --report`; do not edit. Medians over the runs, with the least and the most. "beside" is the ratio to the reference that was measured in the same run.',
    missed.length === 0
      ? `All ${judged.length} goals are met.`
      : `${judged.length - missed.length} of ${judged.length} goals are met. Missed:\n\n${missed.join('\n')}`,
    ...report.scenarios.map(section),
    '',
  ].join('\n\n');
}

export async function readReport(docs: string): Promise<CommittedReport> {
  const text = await readFile(join(docs, 'performance.json'), 'utf8').catch(() => '{"scenarios":[]}');
  return JSON.parse(text) as CommittedReport;
}

/**
 * What was measured at full length at this commit is not given up for a quick look, and an hour that was measured not
 * even for one at another commit.
 */
export const isKept = (
  committed: { scenarios: readonly Measured[] },
  { name, mode, machine: { versions } }: Measured,
  isLong = false,
): boolean =>
  mode === 'quick' &&
  committed.scenarios.some(
    (old) =>
      old.name === name && old.mode === 'full' && (isLong || old.machine.versions.commit === versions.commit),
  );

/** Leaves in the report what was measured at this commit: all of it then speaks of the same code. */
export async function dropOthers(docs: string, commit: string | undefined): Promise<void> {
  const { scenarios } = await readReport(docs);
  await writeFiles(
    docs,
    scenarios.filter(({ machine }) => machine.versions.commit === commit),
  );
}

/** Merges fresh summaries into the committed report, so that one scenario can be measured again alone. */
export async function writeReport(
  docs: string,
  fresh: readonly ScenarioSummary[],
  machine: MachineFacts,
): Promise<void> {
  const committed = await readReport(docs);
  const kept = committed.scenarios.filter((old) => !fresh.some((each) => each.name === old.name));
  const scenarios = [...kept, ...fresh.map((each) => ({ ...each, machine }))].sort((one, other) =>
    one.name.localeCompare(other.name),
  );
  await writeFiles(docs, scenarios);
  await mkdir(join(docs, 'plots'), { recursive: true });
  for (const scenario of fresh)
    for (const plot of scenario.plots)
      await writeFile(join(docs, plotFile(scenario.name, plot.key)), svgPlot(plot, plot.curves));
}

async function writeFiles(docs: string, scenarios: CommittedReport['scenarios']): Promise<void> {
  await writeFile(join(docs, 'performance.json'), `${JSON.stringify({ scenarios }, undefined, 2)}\n`);
  await writeFile(join(docs, 'performance.md'), reportText({ scenarios }));
  await writeFile(join(docs, 'capacity.md'), capacityText({ scenarios }));
  await writeFile(join(docs, 'costs.md'), costsText({ scenarios }));
  const readme = join(docs, '..', 'README.md');
  await writeFile(readme, withFigures(await readFile(readme, 'utf8'), { scenarios }));
}
