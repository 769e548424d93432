import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Observed } from '../observed.js';
import type { ConnectionState } from './connection.js';
import { TicketRenewal } from './ticket-renewal.js';

const BEGAN_MS = Date.parse('2030-01-01T00:00:00Z');
const MINUTE_MS = 60_000;
const ticketFor = (minutes: number, name = 'first') => ({
  ticket: name,
  expiresAt: new Date(Date.now() + minutes * MINUTE_MS).toISOString(),
});
const JOINED: ConnectionState = { phase: 'joined', session: null, ended: null, failure: null, joins: 1 };

let renewed: string[];
let asked: number;
let state: Observed<ConnectionState>;
/** What the next questions are answered with; the last answer stays. */
let answers: (() => ReturnType<typeof ticketFor>)[];

beforeEach(() => {
  jest.useFakeTimers({ now: BEGAN_MS });
  [renewed, asked, state] = [[], 0, new Observed(JOINED)];
});
afterEach(() => {
  jest.useRealTimers();
});

function renewal(minutes: number, ...given: typeof answers) {
  answers = given;
  return new TicketRenewal({
    connection: {
      state,
      renew: async (ticket) => {
        renewed.push(ticket);
      },
    },
    ticket: ticketFor(minutes),
    nowMs: () => Date.now(),
    renew: async () => {
      asked += 1;
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      if (answer === undefined) throw new Error('no answer');
      return answer();
    },
    isFinal: (error) => error instanceof RangeError,
    onRenewed: () => undefined,
  });
}

const minutes = (count: number) => jest.advanceTimersByTimeAsync(count * MINUTE_MS);

test('a ticket is renewed when three quarters of its life are over, again and again', async () => {
  const made = renewal(100, () => ticketFor(100, `after ${asked}`));
  await minutes(74.9);
  expect(renewed).toEqual([]);
  await minutes(0.2);
  expect(renewed).toEqual(['after 1']);
  await minutes(75);
  expect(renewed).toEqual(['after 1', 'after 2']);
  made.close();
  await minutes(1_000);
  expect(asked).toBe(2);
});

test('a ticket of thirty days is renewed once, after three weeks and more', async () => {
  const made = renewal(30 * 1_440, () => ticketFor(30 * 1_440, `after ${asked}`));
  await minutes(22 * 1_440);
  expect(asked).toBe(0);
  await minutes(1_440);
  expect(renewed).toEqual(['after 1']);
  made.close();
});

test('a server that is away gets a question again until the ticket ends, not beyond it', async () => {
  const away = () => {
    throw new Error('away');
  };
  renewal(100, away, away, () => ticketFor(100, 'at last'));
  await minutes(75 + 1 + 1.1);
  expect(renewed).toEqual(['at last']);
  renewal(100, away);
  const before = asked;
  await minutes(101);
  const tries = asked - before;
  expect(tries).toBeGreaterThan(20);
  await minutes(1_000);
  expect(asked - before).toBe(tries);
});

test('a refusal for good ends the renewals', async () => {
  renewal(100, () => {
    throw new RangeError('ticket-final');
  });
  await minutes(1_000);
  expect(asked).toBe(1);
});

test('the last ticket, which ends no later than the one before, is not asked for again', async () => {
  renewal(100, () => ticketFor(25, 'the same end'));
  await minutes(1_000);
  expect(renewed).toEqual(['the same end']);
});

test('a connection that has ended renews nothing', async () => {
  renewal(100, () => ticketFor(100));
  state.patch({ phase: 'ended' });
  await minutes(1_000);
  expect(asked).toBe(0);
});
