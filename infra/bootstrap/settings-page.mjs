// Writes the table of settings into docs/settings.md. Runs after the build, because it reads the built schema.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { settingsMarkdown } from '#kernel';
import { root } from './stamp.mjs';

const path = join(root, 'docs', 'settings.md');
const page = await readFile(path, 'utf8');
const between = /(<!-- settings:[^\n]*-->\n)[\s\S]*?(<!-- \/settings -->)/;
await writeFile(
  path,
  page.replace(between, (_all, begin, end) => `${begin}\n${settingsMarkdown()}\n\n${end}`),
);
