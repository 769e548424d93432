import { expect, test } from '@jest/globals';
import { Child, systemClock } from '#kernel';
import { waitFor } from '../kernel/wait-for.js';
import { isAlive, processesMarked, processOf, treeOf } from './processes.js';

const MARK = 'PROCESSES_SPEC';

test('a tree, its marks and its end are seen', async () => {
  const child = new Child({
    name: 'sleeper',
    command: 'sh',
    args: ['-c', 'sleep 60 & echo started; wait'],
    clock: systemClock,
    env: { ...process.env, [MARK]: 'one' },
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const pid = child.pid ?? 0;
  // The shell goes on before its child has become what it should be.
  const isThere = () => treeOf(pid).some(({ command }) => command === 'sleep 60');
  await waitFor('the sleeper', 20_000, isThere);
  const tree = treeOf(pid);
  expect(tree.map((each) => each.command)).toEqual([expect.stringContaining('sh -c'), 'sleep 60']);
  expect(processesMarked(MARK, 'one').map((each) => each.pid)).toEqual(tree.map((each) => each.pid));
  expect(processOf(pid)?.parentPid).toBe(process.pid);

  for (const each of tree) process.kill(each.pid, 'SIGKILL');
  await child.exited;
  await waitFor('the tree to be gone', 20_000, () => !tree.some((each) => isAlive(each.pid)));
  expect(processesMarked(MARK, 'one')).toEqual([]);
});
