/** @jest-environment jsdom */

import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { act } from '@testing-library/react';
import { WireFailure } from '#client';
import type { ErrorCode, ProgrammeView } from '#protocol';
import { FakeConnection } from '../../testing/fake-connection.js';
import { renderInPage } from '../../testing/render.js';
import { useStart } from './use-start.js';

const failure = (code: ErrorCode) => new WireFailure({ code, message: 'In English.', retry: true });
const BUSY = 'The server is busy. Try again in a moment.';

let connection: FakeConnection;
let page: Awaited<ReturnType<typeof renderInPage>>;
let shown: ReturnType<typeof useStart>;

function Shown({ state, sinceMs }: { state: ProgrammeView['state']; sinceMs: number | null }) {
  const programme = { state, liveSinceWallMs: sinceMs } as ProgrammeView;
  shown = useStart(connection.asConnection, programme);
  return null;
}

const become = (state: ProgrammeView['state'], sinceMs: number | null = null) =>
  page.rerender(<Shown state={state} sinceMs={sinceMs} />);
const start = () => act(async () => shown.start());

beforeEach(async () => {
  connection = new FakeConnection({ role: 'host' });
  page = await renderInPage(<Shown state="idle" sinceMs={null} />);
});

afterEach(() => {
  jest.useRealTimers();
  document.body.replaceChildren();
});

test('a start that another host asked for is seen, also by a page that connected meanwhile', async () => {
  await become('starting');
  expect(shown.isStarting).toBe(true);
  await become('live', 1_000);
  expect(shown.isStarting).toBe(false);
});

test('a programme that is started again by itself may be started at once', async () => {
  await become('starting', 1_000);
  expect(shown.isStarting).toBe(false);
});

test('one that lasts is said to', async () => {
  jest.useFakeTimers();
  connection.answer('programme.go-live', () => new Promise(() => undefined));
  await start();
  await act(async () => jest.advanceTimersByTime(9_000));
  expect([shown.isStarting, shown.isSlow]).toEqual([true, false]);
  await act(async () => jest.advanceTimersByTime(2_000));
  expect(shown.isSlow).toBe(true);
});

test('one that a host gives up is no failure, and is said to who asked for it', async () => {
  let refuse: (error: Error) => void = () => undefined;
  connection.answer('programme.go-live', () => new Promise((_, reject) => (refuse = reject)));
  connection.answer('programme.cancel-start', () => refuse(failure('start-cancelled')));
  await start();
  await act(async () => shown.cancel());
  expect(connection.countOf('programme.cancel-start')).toBe(1);
  expect([shown.isStarting, shown.isCancelling, shown.failure]).toEqual([false, false, undefined]);
  expect(page.screen.getByText('The start was cancelled. The show is not on air.')).toBeDefined();
});

test('a refusal stays until a host has read it', async () => {
  connection.answer('programme.go-live', () => Promise.reject(failure('overloaded')));
  await start();
  expect([shown.isStarting, shown.failure]).toEqual([false, BUSY]);
  await act(async () => shown.dismiss());
  expect(shown.failure).toBeUndefined();
});

test.each([
  ['starting', undefined],
  ['live', undefined],
  ['idle', 'The server did not answer in time. Try again.'],
])('where the answer is lost, what the server knows counts: %s', async (state, said) => {
  connection.answer('programme.go-live', () => Promise.reject(failure('timed-out')));
  connection.answer('programme.get', () => ({ state }));
  await start();
  expect(shown.failure).toBe(said);
});

test('a start that fails after its answer was lost says why all the same', async () => {
  await become('starting');
  const notice = { level: 'error', code: 'start-failed', message: 'In English.', atWallMs: 0 };
  await act(async () => connection.emit('programme.notice', { ...notice, values: { reason: 'overloaded' } }));
  expect(shown.failure).toBe(BUSY);
  await act(async () => connection.emit('programme.notice', { ...notice, values: { reason: 'unknown' } }));
  expect(shown.failure).toBe('The show did not start. Go live again in a moment.');
});
