/** @jest-environment jsdom */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { PromotionClient } from '#client';
import type { PromotionView } from '#protocol';
import { FakeConnection } from '../../testing/fake-connection.js';
import { renderInPage } from '../../testing/render.js';
import { HandBar } from './hand-bar.js';

const aPromotion = (fields: Partial<PromotionView> = {}): PromotionView => ({
  promotionId: 'prm_1',
  personId: 'per_1',
  name: 'Grace',
  state: 'invited',
  participantId: null,
  vetting: false,
  sinceWallMs: 0,
  untilWallMs: null,
  ...fields,
});

const hasWebRtc = { configurable: true, value: class {} };

async function show(fields: { name?: string | null; own?: PromotionView } = {}) {
  const connection = new FakeConnection();
  const onRaiseWithName = jest.fn();
  const page = await renderInPage(
    <HandBar
      own={fields.own}
      promotions={new PromotionClient(connection.asConnection)}
      name={fields.name ?? null}
      onRaiseWithName={onRaiseWithName}
    >
      {null}
    </HandBar>,
  );
  return { connection, onRaiseWithName, ...page };
}

beforeEach(() => {
  Object.defineProperty(globalThis, 'RTCPeerConnection', hasWebRtc);
});
afterEach(() => {
  Reflect.deleteProperty(globalThis, 'RTCPeerConnection');
  document.body.replaceChildren();
});

describe('raising a hand', () => {
  test('with a name it is up after one press', async () => {
    const { connection, user, screen } = await show({ name: 'Grace' });
    await user.click(screen.getByRole('button', { name: 'Raise hand' }));
    expect(connection.countOf('promotion.raise-hand')).toBe(1);
  });

  test('without a name the button beside the name raises it, and says so', async () => {
    const { onRaiseWithName, user, screen } = await show();
    await user.click(screen.getByRole('button', { name: 'Raise hand' }));
    const dialog = screen.getByRole('dialog', { name: 'Raise hand' });
    await user.type(screen.getByLabelText('Your name'), 'Hedy');
    await user.click(dialog.querySelector('[type="submit"]') as Element);
    expect(onRaiseWithName).toHaveBeenCalledWith('Hedy');
  });

  test('a browser without WebRTC says why it cannot, and nothing is raised', async () => {
    Reflect.deleteProperty(globalThis, 'RTCPeerConnection');
    const { connection, user, screen } = await show({ name: 'Grace' });
    await user.click(screen.getByRole('button', { name: 'Raise hand' }));
    expect(screen.getByRole('dialog', { name: 'This browser cannot join the stage' })).toBeDefined();
    expect(connection.requests).toEqual([]);
  });
});

describe('an invitation', () => {
  test('is in the title of the tab while it waits for an answer', async () => {
    document.title = 'A show';
    const { unmount, screen } = await show({ own: aPromotion() });
    expect(screen.getByRole('alertdialog', { name: 'You are invited on stage' })).toBeDefined();
    expect(document.title).toBe('(1) You are invited on stage');
    unmount();
    expect(document.title).toBe('A show');
  });

  test('counts the seconds that are left', async () => {
    const { screen } = await show({ own: aPromotion({ untilWallMs: Date.now() + 20_500 }) });
    expect(screen.getByRole('timer').textContent).toBe('21 seconds left to answer');
  });

  test('can only be declined by a browser without WebRTC', async () => {
    Reflect.deleteProperty(globalThis, 'RTCPeerConnection');
    const { connection, user, screen } = await show({ own: aPromotion() });
    expect(screen.queryByRole('button', { name: 'Get ready' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Decline' }));
    expect(connection.countOf('promotion.decline')).toBe(1);
  });
});

describe('a raised hand', () => {
  const requestPermission = jest.fn<() => Promise<NotificationPermission>>();
  const allow = (permission: NotificationPermission | undefined) =>
    Object.assign(window, {
      isSecureContext: true,
      Notification: permission && { permission, requestPermission },
    });

  beforeEach(() => {
    requestPermission.mockReset();
  });
  afterEach(() => {
    Reflect.deleteProperty(window, 'Notification');
  });

  test('the browser asks about notifications at a press, not before; its answer is said', async () => {
    allow('default');
    requestPermission.mockResolvedValue('denied');
    const { user, screen } = await show({ own: aPromotion({ state: 'raised' }) });
    expect(requestPermission).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', { name: 'Notify me' }));
    expect(await screen.findByText(/Notifications are blocked/)).toBeDefined();
  });

  test('who has answered is not asked again', async () => {
    allow('granted');
    const { screen } = await show({ own: aPromotion({ state: 'raised' }) });
    expect(screen.queryByRole('button', { name: 'Notify me' })).toBeNull();
  });
});
