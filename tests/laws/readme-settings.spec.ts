import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { settingsMarkdown } from '#kernel';

const readme = readFileSync(join(import.meta.dirname, '..', '..', 'README.md'), 'utf8');

// The formatter aligns columns: what counts is what stands in the cells.
const cells = (table: string | undefined) => table?.trim().replace(/ +/g, ' ').replace(/-{3,}/g, '---');

test("the README's table of settings is the schema's (npm run readme:settings writes it)", () => {
  const table = /<!-- settings:[^\n]*-->\n([\s\S]*?)<!-- \/settings -->/.exec(readme)?.[1];
  expect(cells(table)).toBe(cells(settingsMarkdown()));
});
