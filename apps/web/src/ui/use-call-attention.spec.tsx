/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { act } from '@testing-library/react';
import { renderInPage } from '../../testing/render.js';
import { useCallAttention } from './use-call-attention.js';

class ShownByPage {
  static permission: NotificationPermission = 'granted';
  static shown: ShownByPage[] = [];
  onclick: (() => void) | null = null;
  isClosed = false;
  constructor(
    readonly title: string,
    readonly options: NotificationOptions,
  ) {
    ShownByPage.shown.push(this);
  }
  close() {
    this.isClosed = true;
  }
}

function Called() {
  useCallAttention('You are invited', 'Check your camera');
  return null;
}

let isHidden: boolean;
const look = (away: boolean) =>
  act(async () => {
    isHidden = away;
    document.dispatchEvent(new Event('visibilitychange'));
  });

beforeEach(() => {
  isHidden = true;
  ShownByPage.shown = [];
  ShownByPage.permission = 'granted';
  Object.defineProperty(document, 'hidden', { get: () => isHidden, configurable: true });
  Object.assign(window, { Notification: ShownByPage, isSecureContext: true });
});
afterEach(() => {
  jest.restoreAllMocks();
  document.body.replaceChildren();
  Reflect.deleteProperty(window, 'Notification');
  Reflect.deleteProperty(navigator, 'serviceWorker');
});

test('a hidden page tells by a notification; a press brings the page to the front', async () => {
  const focus = jest.spyOn(window, 'focus').mockImplementation(() => undefined);
  const { unmount } = await renderInPage(<Called />);
  const [shown] = ShownByPage.shown;
  expect([shown?.title, shown?.options.body]).toEqual(['You are invited', 'Check your camera']);
  shown?.onclick?.();
  expect(focus).toHaveBeenCalled();
  expect(shown?.isClosed).toBe(true);
  unmount();
});

test('it goes when the call ends, and when the page is looked at', async () => {
  const { unmount } = await renderInPage(<Called />);
  await look(false);
  expect(ShownByPage.shown.map(({ isClosed }) => isClosed)).toEqual([true]);
  await look(true);
  unmount();
  expect(ShownByPage.shown.map(({ isClosed }) => isClosed)).toEqual([true, true]);
  await look(true);
  expect(ShownByPage.shown).toHaveLength(2);
});

test('a page that is looked at, or may not notify, shows none', async () => {
  isHidden = false;
  await renderInPage(<Called />);
  ShownByPage.permission = 'default';
  await look(true);
  expect(ShownByPage.shown).toEqual([]);
});

test('where a page may not show one by itself the worker does, and takes it away', async () => {
  Object.assign(window, {
    Notification: class {
      static permission = 'granted';
      constructor() {
        throw new TypeError('Illegal constructor');
      }
    },
  });
  const close = jest.fn();
  const worker = Object.assign(new EventTarget(), { state: 'installing' });
  const registration = {
    installing: worker,
    active: null as object | null,
    showNotification: jest.fn(async (_title: string, _options: object) => undefined),
    getNotifications: async () => [{ close }],
  };
  const { showNotification } = registration;
  Object.defineProperty(navigator, 'serviceWorker', {
    value: { register: async () => registration },
    configurable: true,
  });
  const { unmount } = await renderInPage(<Called />);
  // A browser refuses the notification of a worker that is not active yet.
  expect(showNotification).not.toHaveBeenCalled();
  await act(async () => {
    Object.assign(registration, { installing: null, active: worker });
    worker.state = 'activating';
    worker.dispatchEvent(new Event('statechange'));
  });
  expect(showNotification.mock.calls[0]?.[1]).toMatchObject({ data: { url: location.href } });
  await act(async () => unmount());
  expect(close).toHaveBeenCalledTimes(1);
});
