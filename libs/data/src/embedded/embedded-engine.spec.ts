import { expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { EmbeddedEngine, type Life } from './embedded-engine.js';

/** Lives that end when the test says so. */
function lives() {
  const ends: ((reason: string) => void)[] = [];
  const state = { closed: 0, refuses: false };
  const start = async (): Promise<Life> => {
    if (state.refuses) throw new Error('the folder is gone');
    const number = ends.length + 1;
    const ended = new Promise<string>((resolve) => void ends.push(resolve));
    return {
      ended,
      ask: async () => number as never,
      close: async () => {
        state.closed += 1;
      },
    };
  };
  return { ends, state, start };
}
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const question = { do: 'script', sql: 'SELECT 1' } as const;

test('a thread that died is restarted by the next call, once for all calls', async () => {
  const { ends, start } = lives();
  const engine = await EmbeddedEngine.create(start, silentLog);
  expect(await engine.ask(question)).toBe(1);
  ends[0]?.('out of memory');
  await turn();
  expect(await Promise.all([engine.ask(question), engine.ask(question)])).toEqual([2, 2]);
  expect(ends).toHaveLength(2);
});

test('one that cannot start fails who asks, and is tried again', async () => {
  const { ends, state, start } = lives();
  const engine = await EmbeddedEngine.create(start, silentLog);
  state.refuses = true;
  ends[0]?.('out of memory');
  await turn();
  await expect(engine.ask(question)).rejects.toThrow('the folder is gone');
  state.refuses = false;
  expect(await engine.ask(question)).toBe(2);
});

test('a closed one is not started again', async () => {
  const { state, start } = lives();
  const engine = await EmbeddedEngine.create(start, silentLog);
  await Promise.all([engine.close(), engine.close()]);
  expect(state.closed).toBe(1);
  await expect(engine.ask(question)).rejects.toThrow('closed');
});
