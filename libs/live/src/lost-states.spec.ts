import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import type { KnownState, Show } from '#show';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { LostStates, type RunningShow } from './lost-states.js';

const LOOK_MS = 5_000;
const settled = () => new Promise((resolve) => setImmediate(resolve));

let clock: ManualClock;
let stored: Show['state'] | undefined;
let running: RunningShow;
let isAway: boolean;
let written: KnownState[];
let states: LostStates;

beforeEach(() => {
  clock = new ManualClock();
  stored = 'live';
  running = { showId: 'show_1', phase: 'live', isPlayable: true, view: { liveSinceWallMs: 7 } };
  isAway = false;
  written = [];
  const show = () => ({ id: 'show_1', state: stored }) as Show;
  states = new LostStates({
    shows: () => [running],
    store: {
      find: async () => {
        if (isAway) throw new Error('the database is away');
        return stored === undefined ? undefined : show();
      },
    },
    restate: async (found, known) => {
      if (found.state !== stored) return false;
      stored = known.state;
      written.push(known);
      return true;
    },
    clock,
    log: silentLog,
  });
});
afterEach(() => states.close());

async function look(times: number): Promise<void> {
  for (let time = 0; time < times; time += 1) {
    clock.advance(LOOK_MS);
    await settled();
  }
}

test.each(['draft', 'scheduled', 'backstage', 'failed'] as const)(
  'a show that is on air and stored as %s is stored as live again',
  async (state) => {
    stored = state;
    await look(2);
    expect(written).toEqual([{ state: 'live', liveAtMs: 7 }]);
    await look(2);
    expect(written).toHaveLength(1);
  },
);

test('a show that is over and stored as live is stored as ended again', async () => {
  running = { ...running, phase: 'ended' };
  await look(2);
  expect(written).toEqual([{ state: 'ended', endedAtMs: clock.wallMs() }]);
});

test('a move that is on its way is left alone', async () => {
  stored = 'backstage';
  await look(1);
  stored = 'live';
  await look(1);
  stored = 'backstage';
  await look(1);
  expect(written).toEqual([]);
});

test.each([
  ['is stored as over: its end is on its way', 'ended' as const, 'live' as const],
  ['was deleted', undefined, 'live' as const],
  ['is stored as live and being started', 'live' as const, 'starting' as const],
  ['is stored as live and was interrupted', 'live' as const, 'interrupted' as const],
  ['is stored as live and failed a moment ago', 'live' as const, 'failed' as const],
])('a show that %s is left alone', async (_what, state, phase) => {
  stored = state;
  running = { ...running, phase };
  await look(3);
  expect(written).toEqual([]);
});

test('a show that was never on air is no matter of the running side', async () => {
  running = { ...running, phase: 'ended', isPlayable: false };
  await look(3);
  expect(written).toEqual([]);
});

test('a database that is away is looked at again', async () => {
  [stored, isAway] = ['draft', true];
  await look(2);
  isAway = false;
  await look(2);
  expect(written).toHaveLength(1);
});
