import { formatNumber } from './format-number.js';
import type { FigureSummary, ScenarioSummary } from './summary.js';

const HEADINGS = ['figure', 'median', 'least to most', 'unit', 'beside', 'goal'];

function goalOf({ goal, verdict }: FigureSummary): string {
  if (!goal) return '';
  const bounds = [
    ...(goal.atLeast === undefined ? [] : [`>= ${formatNumber(goal.atLeast)}`]),
    ...(goal.atMost === undefined ? [] : [`<= ${formatNumber(goal.atMost)}`]),
  ];
  return `${bounds.join(', ')} ${verdict ?? ''}`.trim();
}

/** One row of cells a figure, for the terminal and for the report. */
export function rowsOf(summary: ScenarioSummary): string[][] {
  return summary.figures.map((figure) => [
    figure.title,
    formatNumber(figure.median),
    `${formatNumber(figure.least)} to ${formatNumber(figure.most)}`,
    figure.unit,
    figure.ratio === undefined
      ? ''
      : `${formatNumber(figure.ratio)} x ${summary.figures.find((each) => each.key === figure.beside)?.title}`,
    goalOf(figure),
  ]);
}

export function terminalTable(summary: ScenarioSummary): string {
  const rows = [HEADINGS, ...rowsOf(summary)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
  const heading = `${summary.title} (${summary.mode}, ${summary.runs} run${summary.runs === 1 ? '' : 's'})`;
  return [
    heading,
    ...lines.map((line) => `  ${line.trimEnd()}`),
    ...summary.notes.map((note) => `  note: ${note}`),
  ].join('\n');
}

export function markdownTable(summary: ScenarioSummary): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(HEADINGS), line(HEADINGS.map(() => '---')), ...rowsOf(summary).map(line)].join('\n');
}
