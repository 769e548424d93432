import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { settingsMarkdown } from '#kernel';

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'settings.md'), 'utf8');

// The formatter aligns columns: what counts is what stands in the cells.
const cells = (table: string | undefined) => table?.trim().replace(/ +/g, ' ').replace(/-{3,}/g, '---');

test("the page's table of settings is the schema's (npm run docs:settings writes it)", () => {
  const table = /<!-- settings:[^\n]*-->\n([\s\S]*?)<!-- \/settings -->/.exec(page)?.[1];
  expect(cells(table)).toBe(cells(settingsMarkdown()));
});
