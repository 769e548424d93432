import { expect, jest, test } from '@jest/globals';
import { PATIENCE_MS, PathRecovery, TRY_MS } from './path-recovery.js';

type State = 'connecting' | 'connected' | 'disconnected' | 'failed';

function setUp({ hasConnected = true } = {}) {
  const transport = { connectionState: 'connected' as State };
  const restart = jest.fn(async () => undefined);
  const onBroken = jest.fn();
  const waiting: { then: () => void; delayMs: number }[] = [];
  const recovery = new PathRecovery({
    transport,
    hasConnected: () => hasConnected,
    restart,
    onBroken,
    later: (then, delayMs) => waiting.push({ then, delayMs }),
  });
  const become = (state: State) => {
    transport.connectionState = state;
    recovery.changed(state);
  };
  /** All restarts are answered, and the recovery, which waited for them first, has gone on. */
  const settled = () => Promise.allSettled(restart.mock.results.map(({ value }) => value));
  /** The oldest wait is over, and a restart that it began is answered. */
  const pass = async () => {
    waiting.shift()?.then();
    await settled();
  };
  return { restart, onBroken, waiting, become, pass, settled };
}

test('a path that fails while its relay restarts recovers with the second try', async () => {
  const { restart, onBroken, waiting, become, pass, settled } = setUp();
  become('failed');
  await settled();
  expect([restart.mock.calls.length, waiting[0]?.delayMs]).toEqual([1, TRY_MS]);
  become('connecting');
  become('failed');
  await pass();
  expect(restart).toHaveBeenCalledTimes(2);
  become('connected');
  await pass();
  expect(onBroken).not.toHaveBeenCalled();
  become('failed');
  await settled();
  expect(restart).toHaveBeenCalledTimes(3);
});

test('what two tries do not recover is broken, once', async () => {
  const { restart, onBroken, become, pass, settled } = setUp();
  become('failed');
  await settled();
  await pass();
  await pass();
  expect([restart.mock.calls.length, onBroken.mock.calls.length]).toEqual([2, 1]);
});

test('a disconnected path has a moment to reconnect by itself', async () => {
  const { restart, waiting, become, pass } = setUp();
  become('disconnected');
  expect(waiting[0]?.delayMs).toBe(PATIENCE_MS);
  become('connected');
  await pass();
  expect(restart).not.toHaveBeenCalled();
  become('disconnected');
  await pass();
  expect(restart).toHaveBeenCalledTimes(1);
});

test('a path that never was is broken at once, and so is one whose server does not answer', async () => {
  const never = setUp({ hasConnected: false });
  never.become('failed');
  expect([never.restart.mock.calls.length, never.onBroken.mock.calls.length]).toEqual([0, 1]);
  const unanswered = setUp();
  unanswered.restart.mockRejectedValue(new Error('away'));
  unanswered.become('failed');
  await unanswered.settled();
  expect(unanswered.onBroken).toHaveBeenCalledTimes(1);
});
