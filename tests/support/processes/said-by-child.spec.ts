import { spawn } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { saidByChild } from './said-by-child.js';

const childThat = (code: string) =>
  spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });

test('a message is heard that comes in one read with those before it', async () => {
  const child = childThat(`
    process.send({ kind: 'alive' });
    process.send({ kind: 'opened' });
    process.send({ kind: 'listening', port: 7 });
    process.on('message', () => undefined);
  `);
  // Nothing is read until all lie in the pipe.
  const until = performance.now() + 400;
  while (performance.now() < until);
  expect(await saidByChild(child, 'listening')).toEqual({ kind: 'listening', port: 7 });
  child.kill();
});

test('a child that ends first is an error', async () => {
  const child = childThat('process.exit(3)');
  await expect(saidByChild(child, 'listening')).rejects.toThrow('ended with 3 before it said "listening"');
});
