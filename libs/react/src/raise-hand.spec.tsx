/** @jest-environment jsdom */

import { afterEach, expect, jest, test } from '@jest/globals';
import { act, cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  type AudienceClient,
  Observed,
  OwnDevices,
  PromotionClient,
  StageClient,
  type StageState,
  WireFailure,
} from '#client';
import type { PromotionState, PromotionView } from '#protocol';
import { FakeConnection } from '../../../apps/web/testing/fake-connection.js';
import { RaiseHand } from './raise-hand.js';
import { ShowContext } from './show-context.js';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

const promotion = (state: PromotionState): PromotionView =>
  ({ promotionId: 'pro_1', personId: 'per_1', name: 'Grace', state }) as unknown as PromotionView;

/** A stage without media, which tells how often it was left. */
class FakeStage {
  readonly state = new Observed({ phase: 'on-stage', participantId: 'par_1' } as unknown as StageState);
  left = 0;
  leave(): void {
    this.left += 1;
    this.state.patch({ phase: 'left' });
  }
}

let entered: FakeStage;
let closedDevices: number;

function stand() {
  entered = new FakeStage();
  closedDevices = 0;
  jest.spyOn(OwnDevices.prototype, 'open').mockResolvedValue(undefined);
  jest.spyOn(OwnDevices.prototype, 'close').mockImplementation(() => {
    closedDevices += 1;
  });
  jest.spyOn(StageClient, 'join').mockImplementation(async () => entered as unknown as StageClient);
  const connection = new FakeConnection()
    .answer('promotion.raise-hand', () => promotion('raised'))
    .answer('promotion.accept', () => promotion('accepted'))
    .answer('promotion.decline', () => promotion('declined'))
    .answer('promotion.ready', () => promotion('ready'));
  const joined = {
    connection: connection.asConnection,
    audience: undefined as unknown as AudienceClient,
    promotions: new PromotionClient(connection.asConnection),
  };
  const onStage = jest.fn<(stage: StageClient | null) => void>();
  const page = render(
    <ShowContext value={joined}>
      <RaiseHand onStage={onStage} />
    </ShowContext>,
  );
  const become = (state: PromotionState) =>
    act(async () => connection.emit('promotion.changed', { promotion: promotion(state) }));
  const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));
  return { connection, onStage, become, press, ...page };
}

async function onStage() {
  const page = stand();
  await page.become('invited');
  await page.press('Come on stage');
  await page.become('on-stage');
  return page;
}

afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

test('from the hand to the stage', async () => {
  const { connection, onStage: told, become, press } = stand();
  await press('Raise hand');
  expect(connection.countOf('promotion.raise-hand')).toBe(1);
  await become('raised');
  screen.getByRole('button', { name: 'Lower hand' });
  await become('invited');
  await press('Come on stage');
  expect(connection.countOf('promotion.ready')).toBe(1);
  expect(told.mock.lastCall).toEqual([entered]);
  screen.getByRole('button', { name: 'Leave the stage' });
});

test('who leaves the stage is off it at the server, too', async () => {
  const { connection, onStage: told, press } = await onStage();
  await press('Leave the stage');
  expect(connection.requests.at(-1)).toEqual({
    name: 'promotion.send-back',
    data: { participantId: 'par_1' },
  });
  expect([entered.left > 0, closedDevices > 0, told.mock.lastCall]).toEqual([true, true, [null]]);
});

test('who is sent back by the host is one of the audience again', async () => {
  const { onStage: told, become } = await onStage();
  await become('returned');
  expect([entered.left > 0, told.mock.lastCall]).toEqual([true, [null]]);
  screen.getByRole('button', { name: 'Raise hand' });
});

test('in the green room, leaving gives the invitation back', async () => {
  const { connection, become, press } = stand();
  await become('invited');
  await press('Come on stage');
  await press('Leave the stage');
  expect(connection.requests.at(-1)).toEqual({ name: 'promotion.decline', data: { promotionId: 'pro_1' } });
  expect(entered.left).toBeGreaterThan(0);
});

test('a stage that cannot be entered is said, and the hand may be raised again', async () => {
  const { connection, become, press } = stand();
  jest
    .spyOn(StageClient, 'join')
    .mockRejectedValue(new WireFailure({ code: 'stage-full', message: 'The stage is full.', retry: true }));
  await become('invited');
  await press('Come on stage');
  expect((await screen.findByRole('alert')).textContent).toBe('The stage is full.');
  expect(connection.countOf('promotion.decline')).toBe(1);
  screen.getByRole('button', { name: 'Raise hand' });
  expect(closedDevices).toBe(1);
});

test('a stage whose server then refuses is left', async () => {
  const { connection, become, press } = stand();
  connection.answer('promotion.ready', () => {
    throw new WireFailure({ code: 'promotion-over', message: 'The invitation is over.', retry: false });
  });
  await become('invited');
  await press('Come on stage');
  await screen.findByRole('alert');
  expect([entered.left, closedDevices > 0]).toEqual([1, true]);
});

test('a component that goes takes its person off the stage, camera and microphone included', async () => {
  const { connection, unmount } = await onStage();
  unmount();
  expect(connection.requests.at(-1)?.name).toBe('promotion.send-back');
  expect([entered.left > 0, closedDevices > 0]).toEqual([true, true]);
});

test('a session that ends takes its person off the stage', async () => {
  const { connection, onStage: told } = await onStage();
  act(() => connection.state.patch({ phase: 'ended', ended: 'taken-over' }));
  expect([entered.left > 0, closedDevices > 0, told.mock.lastCall]).toEqual([true, true, [null]]);
});
