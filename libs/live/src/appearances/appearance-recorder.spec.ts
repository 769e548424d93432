import { expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import type { Appearance, ShowPhase } from '#show';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import { AppearanceRecorder } from './appearance-recorder.js';
import { type AppearingParticipant, RETURN_MS } from './stage-appearances.js';

const START_MS = 1_700_000_000_000;
/** The programme's clock is ahead of the wall's by so much. */
const OFFSET_MS = 70;
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const person = (personId: string, isOnStage = true): AppearingParticipant => ({
  ...{ personId, isOnStage },
  name: personId.toUpperCase(),
  role: 'guest',
});

/** What survives a server. */
function makeStore() {
  const rows = new Map<string, Appearance>();
  const state = { isAway: false };
  const needStore = () => {
    if (state.isAway) throw new Error('away');
  };
  return {
    state,
    put: async (appearances: readonly Appearance[]) => {
      needStore();
      for (const each of appearances) rows.set(each.id, { ...each, ...namesOf(rows.get(each.id) ?? each) });
    },
    open: async () => {
      needStore();
      return [...rows.values()].filter(({ isOver }) => !isOver);
    },
    /** Person, and the seconds from START_MS on between which they were on stage; `…`: still. */
    get told() {
      return [...rows.values()].map(
        ({ personId, from, until, isOver }) =>
          `${personId} ${(from.wallMs - START_MS) / 1_000}-${(until.wallMs - START_MS) / 1_000}${isOver ? '' : '…'}`,
      );
    },
    rows,
  };
}
const namesOf = ({ personId, name, from }: Appearance) => ({ personId, name, from });

async function serve(store = makeStore(), { phase = 'live' as ShowPhase, atMs = START_MS } = {}) {
  const clock = new ManualClock(atMs);
  const recorder = new AppearanceRecorder({ store, clock, log: silentLog });
  const show = { phase, participants: [] as AppearingParticipant[] };
  let changed = () => {};
  let closed: (why: string) => void = () => {};
  await recorder.follow({
    showId: 'show_1',
    get phase() {
      return show.phase;
    },
    get participants() {
      return show.participants;
    },
    programmeMsAt: (wallMs) => wallMs + OFFSET_MS,
    onChanged: (listener) => {
      changed = listener;
    },
    onClosed: (listener) => {
      closed = listener;
    },
  });
  return {
    store,
    clock,
    recorder,
    change: async (next: Partial<typeof show>, afterMs = 0) => {
      clock.advance(afterMs);
      Object.assign(show, next);
      changed();
      await turn();
    },
    shutDown: async () => {
      closed('shutdown');
      await recorder.close();
    },
  };
}

test('people on the stage of a show on air are written down, on both clocks; backstage and rehearsal are not', async () => {
  const { store, change } = await serve(undefined, { phase: 'backstage' });
  await change({ participants: [person('ann'), person('vic', false)] });
  expect(store.told).toEqual([]);
  await change({ phase: 'live' }, 5_000);
  await change({ participants: [person('ann'), person('vic')] }, 1_000);
  await change({ participants: [person('ann'), person('vic', false)] }, 2_000);
  await change({ participants: [person('ann'), person('vic')] }, 1_000);
  await change({ phase: 'ending' }, 1_000);
  expect(store.told).toEqual(['ann 5-10', 'vic 6-8', 'vic 9-10']);
  expect([...store.rows.values()][0]).toMatchObject({
    ...{ name: 'ANN', role: 'guest' },
    from: { programmeMs: START_MS + 5_000 + OFFSET_MS },
    until: { programmeMs: START_MS + 10_000 + OFFSET_MS },
  });
});

test('a programme that is started again takes nobody off the stage', async () => {
  const { store, change } = await serve();
  await change({ participants: [person('ann')] });
  for (const phase of ['interrupted', 'starting', 'live'] as const) await change({ phase }, 1_000);
  await change({ participants: [] }, 1_000);
  expect(store.told).toEqual(['ann 0-4']);
});

test('who returns after a restart was never away, who does not was there until the last look', async () => {
  const { store, change, clock } = await serve();
  await change({ participants: [person('ann'), person('vic')] });
  // Killed: nothing more is written by this server.
  clock.advance(16_000);
  await turn();
  const next = await serve(store, { phase: 'interrupted', atMs: START_MS + 20_000 });
  await next.change({ phase: 'live', participants: [person('ann')] }, 3_000);
  expect(store.told).toEqual(['ann 0-23…', 'vic 0-15…']);
  next.clock.advance(RETURN_MS);
  await turn();
  await next.change({ phase: 'ended' });
  expect(store.told).toEqual([`ann 0-${(23_000 + RETURN_MS) / 1_000}`, 'vic 0-15']);
});

test('a server that stops and one that is back long after it are no time on stage', async () => {
  const { store, change, shutDown, clock } = await serve();
  await change({ participants: [person('ann')] });
  clock.advance(4_000);
  await shutDown();
  expect(store.told).toEqual(['ann 0-4…']);
  const next = await serve(store, { phase: 'interrupted', atMs: START_MS + 3_600_000 });
  await next.change({ phase: 'live', participants: [person('ann')] });
  expect(store.told).toEqual(['ann 0-4', 'ann 3600-3600…']);
});

test('what cannot be written is written later, and the end of the process waits for it', async () => {
  const { store, change, clock, shutDown } = await serve();
  store.state.isAway = true;
  await change({ participants: [person('ann')] });
  await change({ participants: [] }, 500);
  expect(store.told).toEqual([]);
  store.state.isAway = false;
  clock.advance(1_000);
  await turn();
  expect(store.told).toEqual(['ann 0-0.5']);
  await change({ participants: [person('vic')] });
  await shutDown();
  expect(store.told).toEqual(['ann 0-0.5', 'vic 1.5-1.5…']);
});

test('one who was erased meanwhile is on stage again under a new entry', async () => {
  const { store, change, clock } = await serve();
  await change({ participants: [person('ann')] });
  clock.advance(1_000);
  for (const [id, row] of store.rows) store.rows.set(id, { ...row, personId: null, name: 'Deleted' });
  const next = await serve(store, { phase: 'interrupted', atMs: START_MS + 5_000 });
  await next.change({ participants: [person('ann')] });
  expect(store.told).toEqual(['null 0-0', 'ann 5-5…']);
});
