import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { obey } from './obey.js';

const FOLDER = join(import.meta.dirname, '..', '..', 'prisma', 'migrations');
/** From here on nodes of two versions may share one database. */
const FIRST = '20261126214500';

const WHY =
  'While nodes are upgraded one after the other, the version before reads and writes the new tables. So a migration only adds (expand): tables, indexes, columns that are nullable or have a default. What removes, renames or narrows (contract) comes a version later, and says since when nothing uses it: "-- contract: unused since 20261126223000_standby".';

/** Statements that the version before would stumble over. */
const NARROWING: readonly [RegExp, string][] = [
  [/\bDROP\s+(TABLE|COLUMN|TYPE)\b/i, 'removes'],
  [/\bRENAME\b/i, 'renames'],
  [/\bSET\s+NOT\s+NULL\b/i, 'refuses null'],
  [/\bALTER\s+COLUMN\s+\S+\s+(SET\s+DATA\s+)?TYPE\b/i, 'changes a type'],
  [/\bDROP\s+DEFAULT\b/i, 'takes a default away'],
  [/\bADD\s+CONSTRAINT\s+\S+\s+(CHECK|UNIQUE)\b/i, 'refuses rows'],
  [/\bADD\s+COLUMN\b(?=[^,;]*\bNOT\s+NULL\b)(?![^,;]*\bDEFAULT\b)/i, 'adds a column that must be given'],
];

function narrowingsOf(script: string): string[] {
  const statements = script.replaceAll(/--[^\n]*/g, '');
  return NARROWING.flatMap(([pattern, what]) => (pattern.test(statements) ? [what] : []));
}

const contractOf = (script: string): string | undefined =>
  /^-- contract: unused since (\d{14}_\w+)$/m.exec(script)?.[1];

test('migrations are compatible with the version before: expand, then contract', () => {
  const names = readdirSync(FOLDER).filter((name) => /^\d{14}_/.test(name));
  const wrong = names
    .filter((name) => name >= FIRST)
    .flatMap((name) => {
      const script = readFileSync(join(FOLDER, name, 'migration.sql'), 'utf8');
      const narrowings = narrowingsOf(script);
      const since = contractOf(script);
      const isContract = since !== undefined && since < name && names.includes(since);
      return isContract ? [] : narrowings.map((what) => `${name} ${what}`);
    });
  obey(wrong, WHY);
});

test.each([
  ['ALTER TABLE "Show" ADD COLUMN "a" TEXT;', []],
  ['ALTER TABLE "Show" ADD COLUMN "a" TEXT NOT NULL DEFAULT \'x\';', []],
  ['CREATE TABLE "A" ("b" TEXT NOT NULL); -- DROP TABLE is a comment', []],
  ['ALTER TABLE "Show" ADD COLUMN "a" TEXT NOT NULL;', ['adds a column that must be given']],
  ['ALTER TABLE "Show" DROP COLUMN "a";', ['removes']],
  ['ALTER TABLE "Show" RENAME COLUMN "a" TO "b";', ['renames']],
  ['ALTER TABLE "Show" ALTER COLUMN "a" TYPE INTEGER;', ['changes a type']],
])('%s', (script, expected) => {
  expect(narrowingsOf(script)).toEqual(expected);
});
