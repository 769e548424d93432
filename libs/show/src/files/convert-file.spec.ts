import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { temporaryFolder } from '../../../../tests/support/kernel/temporary-folder.js';
import { fileConverter } from './convert-file.js';

/** What a shell makes for itself. */
const OF_THE_SHELL = new Set(['PWD', 'OLDPWD', 'SHLVL', '_']);

/** What a program in the place of FFmpeg prints of itself. */
async function printedBy(command: string): Promise<string[]> {
  const folder = temporaryFolder();
  const ffmpegPath = join(folder.path, 'ffmpeg');
  writeFileSync(ffmpegPath, `#!/bin/sh\n${command} > "$0.printed"\nexit 1\n`, { mode: 0o755 });
  const convert = fileConverter({ ffmpegPath, clock: systemClock });
  const { signal } = new AbortController();
  await expect(convert('upload', 'clip.mp4', () => undefined, signal)).rejects.toThrow('unreadable');
  const printed = readFileSync(`${ffmpegPath}.printed`, 'utf8').trim().split('\n');
  folder.remove();
  return printed;
}

test('the FFmpeg that reads an upload gets nothing of the environment of the server', async () => {
  const names = await printedBy('env | cut -d= -f1');
  expect(names.filter((name) => !OF_THE_SHELL.has(name)).sort()).toEqual(['LC_ALL', 'PATH']);
});

test('and not all of the machine: memory, time and what it writes are bounded', async () => {
  const limits = await printedBy('cat /proc/self/limits');
  const softLimit = (name: string) => limits.find((line) => line.startsWith(name))?.split(/ {2,}/)[1];
  expect([softLimit('Max address space'), softLimit('Max cpu time'), softLimit('Max file size')]).toEqual([
    '8000000000',
    '10800',
    '2000000000',
  ]);
});
