import { beforeEach, expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import type { ProgrammeView } from '#protocol';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { firstLayout, firstView } from './first-view.js';
import { OutroRecorder } from './outro-recorder.js';
import { SettingsWriter } from './settings-writer.js';

let clock: ManualClock;
let kept: Map<string, string>;
let ended: string[];

beforeEach(() => {
  clock = new ManualClock();
  kept = new Map();
  ended = [];
});

/** A server with one open show. */
async function serve({ hasOutro = true } = {}) {
  const notes = new SettingsWriter({
    store: {
      find: async (key) => kept.get(key),
      set: async (key, value) => void kept.set(key, value),
      remove: async (key) => void kept.delete(key),
    },
    clock,
    log: silentLog,
  });
  const recorder = new OutroRecorder({
    ...{ notes, clock, log: silentLog },
    end: async (showId) => ended.push(showId),
  });
  let changed: (view: ProgrammeView) => void = () => undefined;
  const resumed: number[] = [];
  let over: () => void = () => undefined;
  await recorder.follow({
    showId: 'show',
    resumeOutro: (agoMs, then) => {
      resumed.push(agoMs);
      over = then;
      return hasOutro;
    },
    onChanged: (listener) => {
      changed = listener;
    },
  });
  const change = async (change: Partial<ProgrammeView>) => {
    changed({ ...firstView(firstLayout()), ...change });
    await notes.close();
  };
  return { change, resumed, over: () => over() };
}

test('a show whose server restarts during the outro ends after it', async () => {
  await (await serve()).change({ state: 'live', isClosing: true });
  clock.advance(20_000);
  const next = await serve();
  expect([next.resumed, ended]).toEqual([[20_000], []]);
  next.over();
  expect(ended).toEqual(['show']);
  await next.change({ state: 'ended' });
  expect([...kept]).toEqual([]);
});

test('where the outro is gone meanwhile, the show ends once it is live again', async () => {
  await (await serve()).change({ state: 'live', isClosing: true });
  const next = await serve({ hasOutro: false });
  await next.change({ state: 'starting' });
  expect(ended).toEqual([]);
  await next.change({ state: 'live' });
  expect(ended).toEqual(['show']);
});

test('a show that is not ending goes on after a restart', async () => {
  const first = await serve();
  await first.change({ state: 'live', isClosing: true });
  await first.change({ state: 'idle' });
  const next = await serve();
  await next.change({ state: 'live' });
  expect([next.resumed, ended, [...kept]]).toEqual([[], [], []]);
});
