/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import { aShow } from '../../testing/a-show.js';
import { renderInPage } from '../../testing/render.js';
import { api } from '../ui/api.js';
import { StudioPage } from './studio-page.js';

afterEach(() => {
  jest.restoreAllMocks();
  Reflect.deleteProperty(navigator, 'mediaDevices');
  Reflect.deleteProperty(globalThis, 'MediaStream');
  document.body.replaceChildren();
});

/** A browser with one camera. */
function cameraOf(stop: () => void): void {
  const fields = { kind: 'video', stop, contentHint: '', getSettings: () => ({ deviceId: 'camera' }) };
  const tracks = [Object.assign(new EventTarget(), fields)];
  const stream = { getTracks: () => tracks, getVideoTracks: () => tracks, getAudioTracks: () => [] };
  const mediaDevices = {
    ...{ addEventListener: () => undefined, removeEventListener: () => undefined },
    ...{ enumerateDevices: async () => [], getUserMedia: async () => stream },
  };
  Object.defineProperty(navigator, 'mediaDevices', { configurable: true, value: mediaDevices });
  Object.assign(globalThis, { MediaStream: class {} });
}

test('the camera goes off when the page is left at the device check', async () => {
  const stop = jest.fn();
  cameraOf(stop);
  jest.spyOn(api, 'who').mockRejectedValue(new Error('nobody'));
  jest.spyOn(api, 'show').mockResolvedValue(aShow());
  jest.spyOn(api, 'ownTicket').mockResolvedValue({} as Awaited<ReturnType<typeof api.ownTicket>>);
  const { screen, unmount } = await renderInPage(<StudioPage showId="show_1" />);
  await screen.findByRole('button', { name: 'Enter the studio' });
  expect(stop).not.toHaveBeenCalled();
  unmount();
  expect(stop).toHaveBeenCalled();
});
