import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import { createLog } from './log.js';
import { sourceStack } from './source-stack.js';

const folder = mkdtempSync(join(tmpdir(), 'proscenium-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The second line of `made.js` stands for the fifth of `made.ts`. */
const map = { version: 3, file: 'made.js', sources: ['../src/made.ts'], names: [], mappings: ';AAIA' };
writeFileSync(join(folder, 'made.js.map'), JSON.stringify(map));
const made = pathToFileURL(join(folder, 'made.js')).href;
const source = new URL('../src/made.ts', made).href;

test('places are those of the source where there is a map, and stay what they are elsewhere', () => {
  const other = `    at run (${pathToFileURL(join(folder, 'other.js')).href}:1:1)`;
  const node = '    at node:internal/timers:1:1';
  expect(sourceStack(`Error: it broke\n    at make (${made}:2:1)\n${other}\n${node}`)).toBe(
    `Error: it broke\n    at make (${source}:5:1)\n${other}\n${node}`,
  );
});

test('a log line of an error, and of what caused it, names the source', () => {
  const lines: string[] = [];
  const log = createLog({ level: 'error', pretty: false, to: { write: (line) => lines.push(line) } });
  const failed = (message: string, cause?: Error) =>
    Object.assign(new Error(message, { cause }), { stack: `Error: ${message}\n    at make (${made}:2:1)` });
  log.error('room.method | failed', { error: failed('it broke', failed('deep inside')) });
  const { error } = JSON.parse(lines[0] ?? '{}');
  expect(error.message).toContain('it broke');
  expect(error.stack).toContain(`Error: it broke\n    at make (${source}:5:1)`);
  expect(error.stack).toContain(`Error: deep inside\n    at make (${source}:5:1)`);
});
