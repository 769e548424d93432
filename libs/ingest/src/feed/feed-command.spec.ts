import { expect, test } from '@jest/globals';
import { feedCommand } from './feed-command.js';

test('what reads the bytes of encoders has bounds of memory, time and files, and keeps its network', () => {
  const { command, args } = feedCommand('ffmpeg', { hasPrlimit: true, hasNamespaces: true })([
    '-i',
    'pipe:0',
  ]);
  expect(command).toBe('prlimit');
  expect(args).toEqual([
    ...['--as=8000000000', '--cpu=604800', '--core=0', '--fsize=0', '--nofile=64', '--'],
    ...['nice', '-n', '0', 'ffmpeg', '-i', 'pipe:0'],
  ]);
});

test('without prlimit it runs all the same', () => {
  const { command, args } = feedCommand('ffmpeg', { hasPrlimit: false, hasNamespaces: false })([]);
  expect([command, ...args]).toEqual(['nice', '-n', '0', 'ffmpeg']);
});
