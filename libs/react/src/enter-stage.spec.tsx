/** @jest-environment jsdom */

import { afterEach, expect, jest, test } from '@jest/globals';
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  type AudienceClient,
  Observed,
  OwnDevices,
  PromotionClient,
  StageClient,
  WireFailure,
} from '#client';
import { FakeConnection } from '../../../apps/web/testing/fake-connection.js';
import { EnterStage } from './enter-stage.js';
import { ShowContext } from './show-context.js';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

async function enter() {
  jest.spyOn(OwnDevices.prototype, 'open').mockResolvedValue(undefined);
  const close = jest.spyOn(OwnDevices.prototype, 'close').mockReturnValue(undefined);
  const state = new Observed({ phase: 'on-stage', participantId: 'par_1' });
  const stage = { state, leave: () => state.patch({ phase: 'left' }) } as unknown as StageClient;
  jest.spyOn(StageClient, 'join').mockResolvedValue(stage);
  const connection = new FakeConnection({ role: 'host' });
  const joined = {
    connection: connection.asConnection,
    audience: undefined as unknown as AudienceClient,
    promotions: new PromotionClient(connection.asConnection),
  };
  const told = jest.fn<(stage: StageClient | null) => void>();
  const { unmount } = render(
    <ShowContext value={joined}>
      <EnterStage onStage={told} />
    </ShowContext>,
  );
  await userEvent.click(screen.getByRole('button', { name: 'Enter the stage' }));
  expect(told.mock.lastCall).toEqual([stage]);
  return { connection, told, close, unmount };
}

afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

test('a host who leaves the stage has no place on it any more, and may enter again', async () => {
  const { connection, told, close } = await enter();
  await userEvent.click(screen.getByRole('button', { name: 'Leave the stage' }));
  expect(connection.requests.at(-1)?.name).toBe('session.leave');
  expect([told.mock.lastCall, close.mock.calls.length > 0]).toEqual([[null], true]);
  screen.getByRole('button', { name: 'Enter the stage' });
});

test('a host whom the server does not let go stays, and reads why', async () => {
  const { connection, told } = await enter();
  connection.answer('session.leave', () => {
    throw new WireFailure({ code: 'internal', message: 'Try again.', retry: true });
  });
  await userEvent.click(screen.getByRole('button', { name: 'Leave the stage' }));
  expect((await screen.findByRole('alert')).textContent).toBe('Try again.');
  expect(told.mock.lastCall).not.toEqual([null]);
});

test('a host whose component goes has no place on the stage any more, at the server too', async () => {
  const { connection, close, unmount } = await enter();
  unmount();
  expect(connection.requests.at(-1)?.name).toBe('session.leave');
  expect(close.mock.calls.length).toBeGreaterThan(0);
});
