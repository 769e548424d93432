import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { SharedChange, SharedEntry } from '#protocol';
import { Observed } from '../observed.js';
import type { Connection } from '../signaling/connection.js';
import type { StageState } from '../stage/stage-client.js';
import { SharedState } from './shared-state.js';

interface Server {
  stateId: string;
  entries: Record<string, string>;
}

let server: Server;
let sent: { changeId: number; changes: SharedChange[] }[];
let refuses: boolean;
let failsToLoad: boolean;
let listeners: Record<string, (data: never) => void>;
let stage: { state: Observed<StageState> };
let shared: SharedState;

const PART = 2;
const settle = () => jest.advanceTimersByTimeAsync(0);
const flush = () => jest.advanceTimersByTimeAsync(100);
const shown = () => Object.fromEntries(shared.entries.value);
const emit = (name: string, data: unknown) => listeners[name]?.(data as never);
const byOther = (changes: SharedChange[]) =>
  emit('shared.changed', { topic: 'board', byId: 'prt_other', changeId: 1, changes });
/** The server's own order of what this page sent. */
const echo = (at: number) => emit('shared.changed', { topic: 'board', byId: 'prt_me', ...sent[at] });

function answer(name: string, data: never): unknown {
  if (name === 'shared.change') {
    if (refuses) throw new Error('no');
    sent.push(data);
    return {};
  }
  if (name !== 'shared.get') return {};
  if (failsToLoad) throw new Error('away');
  const { after } = data as { after: number };
  const all: SharedEntry[] = Object.entries(server.entries).map(([key, value], at) => ({
    key,
    value,
    sequence: at + 1,
  }));
  return {
    stateId: server.stateId,
    entries: all.slice(after, after + PART),
    isComplete: after + PART >= all.length,
  };
}

beforeEach(async () => {
  jest.useFakeTimers();
  server = { stateId: 'one', entries: { a: '1', b: '2', c: '3' } };
  sent = [];
  refuses = false;
  failsToLoad = false;
  listeners = {};
  const connection = {
    on: (name: string, listener: (data: never) => void) => {
      listeners[name] = listener;
      return () => delete listeners[name];
    },
    request: async (name: string, data: never) => answer(name, data),
  } as unknown as Connection;
  stage = { state: new Observed({ phase: 'on', participantId: 'prt_me' } as unknown as StageState) };
  shared = new SharedState(connection, stage, 'board');
  await settle();
});
afterEach(() => {
  shared.close();
  jest.useRealTimers();
});
const enterAgain = async () => {
  stage.state.patch({ phase: 'lost' });
  stage.state.patch({ phase: 'on' });
  await settle();
};

test('loads what there is, in parts', () => {
  expect(shown()).toEqual({ a: '1', b: '2', c: '3' });
});

test('a change is seen at once and sent with the others of the same tenth of a second, the last of each key', async () => {
  shared.set('a', 'x');
  shared.set('a', 'y');
  shared.set('b', null);
  expect([shown(), sent]).toEqual([{ a: 'y', c: '3' }, []]);
  await flush();
  expect(sent.map(({ changes }) => changes)).toEqual([
    [
      { key: 'a', value: 'y' },
      { key: 'b', value: null },
    ],
  ]);
});

test('many changes go in several messages', async () => {
  for (let at = 0; at < 40; at += 1) shared.set(`k${at}`, 'x');
  await flush();
  await flush();
  expect(sent.map(({ changes }) => changes.length)).toEqual([32, 8]);
  for (let at = 0; at < 3; at += 1) shared.set(`k${at}`, 'x'.repeat(8_000));
  await flush();
  await flush();
  expect(sent.slice(2).map(({ changes }) => changes.length)).toEqual([2, 1]);
});

test('others’ changes are seen; one that came before an own change of the same key is not', async () => {
  byOther([{ key: 'a', value: 'theirs' }]);
  expect(shown().a).toBe('theirs');
  shared.set('a', 'mine');
  byOther([{ key: 'a', value: 'theirs again' }]);
  await flush();
  byOther([
    { key: 'a', value: 'still before mine' },
    { key: 'd', value: '4' },
  ]);
  expect(shown()).toEqual({ a: 'mine', b: '2', c: '3', d: '4' });
  echo(0);
  byOther([{ key: 'a', value: 'after mine' }]);
  expect(shown().a).toBe('after mine');
});

test('another topic is none of its own, and a cleared state is empty', () => {
  emit('shared.changed', {
    topic: 'game',
    byId: 'prt_other',
    changeId: 1,
    changes: [{ key: 'a', value: 'x' }],
  });
  expect(shown().a).toBe('1');
  emit('shared.cleared', { topic: 'game', stateId: 'two' });
  emit('shared.cleared', { topic: 'board', stateId: 'two' });
  expect(shown()).toEqual({});
});

test('an own change that the server put after a clear stays, as it does for all others', async () => {
  shared.set('a', 'mine');
  shared.set('b', null);
  await flush();
  emit('shared.cleared', { topic: 'board', stateId: 'one' });
  expect(shown()).toEqual({});
  echo(0);
  expect(shown()).toEqual({ a: 'mine' });
});

test('what was cleared while a page was away is not given back', async () => {
  server.entries = {};
  await enterAgain();
  await flush();
  expect([shown(), sent]).toEqual([{}, []]);
});

test('a load that fails leaves what there was, and the next one replaces it', async () => {
  failsToLoad = true;
  await enterAgain();
  byOther([{ key: 'a', value: 'meanwhile' }]);
  expect(shown()).toEqual({ a: 'meanwhile', b: '2', c: '3' });
  failsToLoad = false;
  await enterAgain();
  expect(shown()).toEqual({ a: '1', b: '2', c: '3' });
});

test('an own key that is taken out while everything is loaded stays out', async () => {
  shared.set('a', null);
  await flush();
  stage.state.patch({ phase: 'lost' });
  stage.state.patch({ phase: 'on' });
  echo(0);
  await settle();
  expect(shown()).toEqual({ b: '2', c: '3' });
});

test('a refused change is taken back', async () => {
  refuses = true;
  shared.set('a', 'x');
  await flush();
  expect([shown().a, shared.refused.value]).toEqual(['1', new Error('no')]);
});

test('after a lost connection everything is loaded again, what was taken out meanwhile too', async () => {
  server.entries = { c: '9' };
  await enterAgain();
  expect([shown(), sent]).toEqual([{ c: '9' }, []]);
});

test('what others change while it is loaded is not lost', async () => {
  stage.state.patch({ phase: 'lost' });
  stage.state.patch({ phase: 'on' });
  byOther([{ key: 'a', value: 'new' }]);
  await settle();
  expect(shown()).toEqual({ a: 'new', b: '2', c: '3' });
});

test('a server that has lost it gets it back, and what it has stays', async () => {
  server = { stateId: 'two', entries: { a: 'newer' } };
  await enterAgain();
  await flush();
  expect(shown()).toEqual({ a: 'newer', b: '2', c: '3' });
  expect(sent[0]?.changes.map(({ key }) => key)).toEqual(['b', 'c']);
});
