import { beforeEach, expect, test } from '@jest/globals';
import type { Fence } from '#cluster';
import { silentLog } from '#kernel';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { FencedNotes } from './fenced-notes.js';
import { SettingsWriter } from './settings-writer.js';

const KEY = 'programme-look show_1';
const RETRY_MS = 1_000;
const settled = () => new Promise((resolve) => setImmediate(resolve));

let kept: Map<string, string>;
let owner: Fence;
let fence: Fence | undefined;
let isAway: boolean;
let runsElsewhere: boolean;
let clock: ManualClock;
let writer: SettingsWriter;

beforeEach(() => {
  kept = new Map();
  owner = { thing: 'show:show_1', ownerId: 'here', epoch: 1 };
  fence = owner;
  isAway = false;
  runsElsewhere = false;
  clock = new ManualClock();
  const notes = new FencedNotes({
    store: {
      find: async (key) => kept.get(key),
      remove: async (key) => void kept.delete(key),
      setAs: async ({ ownerId, epoch }, key, value) => {
        if (isAway) throw new Error('the database is away');
        if (ownerId !== owner.ownerId || epoch !== owner.epoch) return false;
        if (value === null) kept.delete(key);
        else kept.set(key, value);
        return true;
      },
    },
    fenceOf: (showId) => (showId === 'show_1' ? fence : undefined),
    runsElsewhere: async () => runsElsewhere,
    log: silentLog,
  });
  writer = new SettingsWriter({ store: notes, clock, log: silentLog });
});

async function write(text: string | null): Promise<void> {
  writer.keep(KEY, text);
  await settled();
}

test.each([
  ['does not know it yet', () => undefined],
  ['knows it', () => (fence = undefined)],
])('what a node could not write does not replace what the next owner wrote; it %s', async (_what, learn) => {
  await write('first');
  isAway = true;
  await write('of the old owner');
  owner = { ...owner, ownerId: 'there', epoch: 2 };
  kept.set(KEY, 'of the new owner');
  learn();
  isAway = false;
  clock.advance(RETRY_MS);
  await settled();
  expect(kept.get(KEY)).toBe('of the new owner');
});

test('an owner removes its notes, one that lost the show does not, and those of a deleted show go', async () => {
  await write('first');
  owner = { ...owner, epoch: 2 };
  await write(null);
  expect(kept.get(KEY)).toBe('first');
  fence = owner;
  await write(null);
  expect(kept.has(KEY)).toBe(false);
  await write('second');
  fence = undefined;
  await write(null);
  expect(kept.has(KEY)).toBe(false);
});

test('what a node could not remove before it lost the show stays: it is the note of the next owner', async () => {
  isAway = true;
  await write(null);
  owner = { ...owner, ownerId: 'there', epoch: 2 };
  kept.set(KEY, 'of the new owner');
  fence = undefined;
  runsElsewhere = true;
  isAway = false;
  clock.advance(RETRY_MS);
  await settled();
  expect(kept.get(KEY)).toBe('of the new owner');
});
