import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { treeOf } from './processes.js';
import { treeBelow } from './tree-below.js';

test('a process, its children and theirs, as a look at all processes finds them', async () => {
  // The shell prints once its own child runs.
  const child = spawn('sh', ['-c', 'sleep 60 & echo ready; wait'], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    await once(child.stdout, 'data');
    const pid = child.pid ?? 0;
    const pidsOf = (tree: readonly { pid: number }[]) => tree.map((each) => each.pid).sort();
    expect(pidsOf(treeBelow(pid))).toEqual(pidsOf(treeOf(pid)));
    expect(treeBelow(pid)).toHaveLength(2);
    expect(treeBelow(process.pid).map((each) => each.pid)).toContain(pid);
  } finally {
    for (const each of treeBelow(child.pid ?? 0)) process.kill(each.pid, 'SIGKILL');
  }
});

test('a process that is gone has no tree', () => {
  expect(treeBelow(2 ** 22 + 1)).toEqual([]);
});
