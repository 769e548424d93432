/** @jest-environment jsdom */

import { afterEach, expect, jest, test } from '@jest/globals';
import { act, cleanup, render, screen } from '@testing-library/react';
import { Connection, type ConnectionState, WireFailure } from '#client';
import { FakeConnection } from '../../../apps/web/testing/fake-connection.js';
import { Show } from './show.js';
import { useShow } from './show-context.js';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

/** What the audience says does not come here. */
const aConnection = () => new FakeConnection().answer('audience.get', () => new Promise(() => undefined));

const Inside = () => <p>{useShow() === null ? 'waiting' : 'joined'}</p>;

async function show(opens: () => Promise<Connection>) {
  const open = jest.spyOn(Connection, 'open').mockImplementation(opens);
  const onFailure = jest.fn<(failure: WireFailure) => void>();
  const page = render(
    <Show ticket="pt1" showId="show_1" origin="https://show.example.org" onFailure={onFailure}>
      <Inside />
    </Show>,
  );
  await act(async () => undefined);
  return { open, onFailure, ...page };
}

const codes = (onFailure: jest.Mock<(failure: WireFailure) => void>) =>
  onFailure.mock.calls.map(([{ code }]) => code);

afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

test('joins the node of its show, once, and leaves with the component', async () => {
  const connection = aConnection();
  const { open, onFailure, unmount } = await show(async () => connection.asConnection);
  screen.getByText('joined');
  expect(open.mock.calls).toEqual([
    [{ ticket: 'pt1', showId: 'show_1', origin: 'https://show.example.org' }],
  ]);
  unmount();
  expect([connection.isClosed, codes(onFailure)]).toEqual([true, []]);
});

test('a ticket that is refused is said', async () => {
  const refused = new WireFailure({ code: 'ticket-expired', message: 'It is over.', retry: false });
  const { onFailure } = await show(() => Promise.reject(refused));
  screen.getByText('waiting');
  expect(codes(onFailure)).toEqual(['ticket-expired']);
});

test.each<[ConnectionState['ended'], string]>([
  ['taken-over', 'taken-over'],
  ['removed', 'removed'],
  ['banned', 'banned'],
  ['show-ended', 'show-ended'],
  ['expired', 'ticket-expired'],
])('a session that ends by itself (%s) is said', async (ended, code) => {
  const connection = aConnection();
  const { onFailure } = await show(async () => connection.asConnection);
  act(() => connection.state.patch({ phase: 'ended', ended }));
  expect(codes(onFailure)).toEqual([code]);
});

test('a connection that is lost for a moment is no failure', async () => {
  const connection = aConnection();
  const { onFailure } = await show(async () => connection.asConnection);
  act(() => connection.state.patch({ phase: 'lost' }));
  expect(codes(onFailure)).toEqual([]);
});
