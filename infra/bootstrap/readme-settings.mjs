// Writes the table of settings into the README. Runs after the build, because it reads the built schema.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { settingsMarkdown } from '#kernel';
import { root } from './stamp.mjs';

const path = join(root, 'README.md');
const readme = await readFile(path, 'utf8');
const between = /(<!-- settings:[^\n]*-->\n)[\s\S]*?(<!-- \/settings -->)/;
await writeFile(
  path,
  readme.replace(between, (_all, begin, end) => `${begin}\n${settingsMarkdown()}\n\n${end}`),
);
