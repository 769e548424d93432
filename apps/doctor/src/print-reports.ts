import type { Finding } from './finding.js';
import type { Report } from './run-checks.js';

const MARKS: Record<Finding['state'], string> = { good: 'ok  ', warning: 'warn', bad: 'BAD ' };
const NAME_WIDTH = 14;

/** One line for each finding, and below it what to do. */
export function printReports(reports: readonly Report[]): string {
  const lines = reports.flatMap(({ name, findings }) =>
    findings.flatMap(({ state, says, advice }) => [
      `  ${MARKS[state]}  ${name.padEnd(NAME_WIDTH)} ${says}`,
      ...(advice === undefined ? [] : [`${' '.repeat(9 + NAME_WIDTH)}${advice}`]),
    ]),
  );
  return `\n${lines.join('\n')}\n\n  ${summaryOf(reports)}\n\n`;
}

function summaryOf(reports: readonly Report[]): string {
  const states = reports.flatMap(({ findings }) => findings.map(({ state }) => state));
  const count = (wanted: Finding['state']) => states.filter((state) => state === wanted).length;
  if (count('bad') > 0) return `${count('bad')} to mend before a show, ${count('warning')} to know of.`;
  return count('warning') > 0 ? `Ready; ${count('warning')} to know of.` : 'All is well.';
}
