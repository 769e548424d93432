import { beforeEach, expect, test } from '@jest/globals';
import type { Fence, Ownership } from '#cluster';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { StandbyNotes } from './standby-notes.js';

const SHOW_ID = 'show_1';
const RETRY_MS = 250;
const settled = () => new Promise((resolve) => setImmediate(resolve));

let clock: ManualClock;
let row: Ownership;
let fence: Fence | undefined;
let isAway: boolean;
let noted: (string | null)[];
let refused: () => void;
let notes: StandbyNotes;

beforeEach(() => {
  clock = new ManualClock();
  row = { thing: `show:${SHOW_ID}`, ownerId: 'here', epoch: 3, standbyId: null };
  fence = { thing: row.thing, ownerId: 'here', epoch: 3 };
  isAway = false;
  noted = [];
  refused = () => {
    fence = undefined;
  };
  notes = new StandbyNotes({
    ownerships: {
      setStandby: async ({ ownerId, epoch }, standbyId) => {
        await settled();
        if (isAway) throw new Error('the database is away');
        if (row.ownerId !== ownerId || row.epoch !== epoch) return false;
        row = { ...row, standbyId };
        return true;
      },
    },
    fenceOf: () => fence,
    refused: async () => refused(),
    noted: (_, standbyId) => void noted.push(standbyId),
    clock,
  });
});

async function pass(): Promise<void> {
  for (let turn = 0; turn < 4; turn += 1) await settled();
}

test('a note that the database lost when it failed over is written again', async () => {
  expect(await notes.note(SHOW_ID, 'standby')).toBe(true);
  await pass();
  row = { ...row, standbyId: null };
  notes.review([row]);
  await pass();
  expect(row.standbyId).toBe('standby');
});

test('so is that a standby is none any more: it would go on without what was published since', async () => {
  await notes.note(SHOW_ID, 'standby');
  const before = row;
  await notes.note(SHOW_ID, null);
  await pass();
  row = before;
  notes.review([row]);
  await pass();
  expect(row.standbyId).toBeNull();
});

test('what is noted while a lost note is written again comes after it', async () => {
  await notes.note(SHOW_ID, 'standby');
  await pass();
  row = { ...row, standbyId: null };
  notes.review([row]);
  expect(await notes.note(SHOW_ID, null)).toBe(true);
  await pass();
  expect(row.standbyId).toBeNull();
});

test('a list that is older than a note changes nothing', async () => {
  const older = [row];
  await notes.note(SHOW_ID, 'standby');
  notes.review(older);
  await pass();
  expect(row.standbyId).toBe('standby');
});

test('of another epoch or owner nothing is written', async () => {
  await notes.note(SHOW_ID, 'standby');
  row = { ...row, epoch: 4, standbyId: null };
  notes.review([row]);
  fence = { thing: row.thing, ownerId: 'here', epoch: 4 };
  notes.review([row]);
  await pass();
  expect(row.standbyId).toBeNull();
});

test('a store that is away is waited for; one that says that another node has the show ends it', async () => {
  isAway = true;
  const isOurs = notes.note(SHOW_ID, 'standby');
  await pass();
  isAway = false;
  clock.advance(RETRY_MS);
  expect(await isOurs).toBe(true);
  row = { ...row, ownerId: 'other', epoch: 4 };
  expect(await notes.note(SHOW_ID, null)).toBe(false);
  expect(noted).toEqual(['standby', null]);
});

test('a store that had lost whose the show is gets the note once it knows again', async () => {
  row = { ...row, ownerId: 'before', epoch: 2 };
  refused = () => {
    row = { ...row, ownerId: 'here', epoch: 3 };
  };
  const isOurs = notes.note(SHOW_ID, 'standby');
  await pass();
  clock.advance(RETRY_MS);
  expect(await isOurs).toBe(true);
  expect(row.standbyId).toBe('standby');
});
