import { beforeEach, expect, test } from '@jest/globals';
import type { ServerEvent } from '#protocol';
import { ManualClock } from '../../../tests/support/kernel/manual-clock.js';
import { CrowdTurns, TURNS } from './crowd-turns.js';

const MANY = 5_000;
const CHAT = { name: 'chat.messages', data: { messages: [] } } as ServerEvent;
const COUNTS = { name: 'reaction.counts', data: { counts: {} } } as ServerEvent;
const DELETED = { name: 'chat.deleted', data: { messageIds: [] } } as ServerEvent;

let clock: ManualClock;
let told: string[];
let turns: CrowdTurns;

beforeEach(() => {
  clock = new ManualClock();
  told = [];
  turns = new CrowdTurns(clock, (showId, turn, { name }) => told.push(`${showId} ${turn} ${name}`));
});

const of = (name: string) => told.filter((each) => each.endsWith(name));

test('each part of a large audience has its turn, a moment after the one before', () => {
  expect(turns.take('s', MANY, CHAT)).toBe(true);
  clock.advance(0);
  expect(told).toEqual(['s 0 chat.messages']);
  clock.advance(10);
  expect(told).toHaveLength(2);
  clock.advance(1_000);
  expect(told).toHaveLength(TURNS);
  expect(new Set(told).size).toBe(TURNS);
});

test('a small audience, and what cannot wait, is for the caller to tell', () => {
  expect(turns.take('s', 500, CHAT)).toBe(false);
  expect(turns.take('s', MANY, DELETED)).toBe(false);
  clock.advance(1_000);
  expect(told).toEqual([]);
});

test('what waits goes before what cannot', () => {
  turns.take('s', MANY, CHAT);
  clock.advance(10);
  turns.flush('s');
  expect(of('chat.messages')).toHaveLength(TURNS);
  clock.advance(1_000);
  expect(told).toHaveLength(TURNS);
});

test('no part gets a later event before an earlier one', () => {
  turns.take('s', MANY, CHAT);
  clock.advance(30);
  turns.take('s', MANY, COUNTS);
  clock.advance(1_000);
  for (let turn = 0; turn < TURNS; turn += 1)
    expect(told.filter((each) => each.startsWith(`s ${turn} `))).toEqual([
      `s ${turn} chat.messages`,
      `s ${turn} reaction.counts`,
    ]);
});

test('shows do not wait for each other', () => {
  turns.take('a', MANY, CHAT);
  turns.take('b', MANY, CHAT);
  clock.advance(0);
  expect(told).toEqual(['a 0 chat.messages', 'b 0 chat.messages']);
});
