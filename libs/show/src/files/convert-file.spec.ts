import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { systemClock } from '#kernel';
import { temporaryFolder } from '../../../../tests/support/kernel/temporary-folder.js';
import { fileConverter } from './convert-file.js';

/** What a shell makes for itself. */
const OF_THE_SHELL = new Set(['PWD', 'OLDPWD', 'SHLVL', '_']);

test('the FFmpeg that reads an upload gets nothing of the environment of the server', async () => {
  const folder = temporaryFolder();
  const ffmpegPath = join(folder.path, 'ffmpeg');
  writeFileSync(ffmpegPath, '#!/bin/sh\nenv | cut -d= -f1 > "$0.env"\nexit 1\n', { mode: 0o755 });
  const convert = fileConverter({ ffmpegPath, clock: systemClock });
  const { signal } = new AbortController();
  await expect(convert('upload', 'clip.mp4', () => undefined, signal)).rejects.toThrow('unreadable');
  const names = readFileSync(`${ffmpegPath}.env`, 'utf8').trim().split('\n');
  folder.remove();
  expect(names.filter((name) => !OF_THE_SHELL.has(name)).sort()).toEqual(['LC_ALL', 'PATH']);
});
