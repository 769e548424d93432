import { expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { SettingsWriter } from './settings-writer.js';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

function open() {
  const kept = new Map<string, string>();
  const state = { writes: 0, isAway: false, answer: Promise.resolve() };
  const act = async (work: () => void) => {
    state.writes += 1;
    await state.answer;
    if (state.isAway) throw new Error('the database is away');
    work();
  };
  const clock = new ManualClock();
  const notes = new SettingsWriter({
    store: {
      find: async (key) => kept.get(key),
      set: (key, value) => act(() => kept.set(key, value)),
      remove: (key) => act(() => kept.delete(key)),
    },
    clock,
    log: silentLog,
  });
  return { kept, state, clock, notes };
}

test('the newest text of a turn is the one that is written', async () => {
  const { kept, state, notes } = open();
  notes.keep('a', 'first');
  notes.keep('a', 'second');
  await turn();
  expect([kept.get('a'), state.writes]).toEqual(['second', 1]);
  notes.keep('a', null);
  await turn();
  expect(kept.size).toBe(0);
});

test('what could not be written is tried again, the newest of it', async () => {
  const { kept, state, clock, notes } = open();
  state.isAway = true;
  notes.keep('a', 'lost?');
  await turn();
  notes.keep('a', 'newer');
  await turn();
  state.isAway = false;
  expect(kept.size).toBe(0);
  clock.advance(1_000);
  await turn();
  expect(kept.get('a')).toBe('newer');
});

test('closing writes the rest, and what was left alone stays as it was', async () => {
  const { kept, notes } = open();
  notes.keep('a', 'kept');
  await turn();
  notes.keep('a', 'not meant');
  notes.keep('b', 'last');
  notes.leave('a');
  await notes.close();
  expect([...kept]).toEqual([
    ['a', 'kept'],
    ['b', 'last'],
  ]);
});

test('what changes or is left alone while another text is written counts', async () => {
  const { kept, state, notes } = open();
  let answer: () => void = () => undefined;
  state.answer = new Promise<void>((resolve) => (answer = resolve));
  notes.keep('a', 'first');
  notes.keep('b', 'older');
  notes.keep('c', 'not meant');
  await turn();
  notes.keep('b', 'newer');
  notes.leave('c');
  answer();
  await turn();
  expect([...kept]).toEqual([
    ['a', 'first'],
    ['b', 'newer'],
  ]);
});
