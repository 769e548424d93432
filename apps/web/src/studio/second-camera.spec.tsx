/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import { type DeviceState, Observed, type OwnDevices, USUAL_CAPTURE } from '#client';
import { renderInPage } from '../../testing/render.js';
import { SecondCamera } from './second-camera.js';

const CAMERAS = [
  { deviceId: 'front', label: 'Front' },
  { deviceId: 'hands', label: 'Hands' },
];
const trackOf = (deviceId: string) => ({ getSettings: () => ({ deviceId }) }) as unknown as MediaStreamTrack;

async function show(cameras = CAMERAS, screen: MediaStreamTrack | null = null) {
  const state = new Observed({
    cameras,
    cameraId: 'front',
    capture: USUAL_CAPTURE,
  } as unknown as DeviceState);
  const own = { screen, shareTrack: jest.fn(), toggleScreen: jest.fn() };
  const getUserMedia = jest.fn(async (_: MediaStreamConstraints) => ({
    getVideoTracks: () => [trackOf('hands')],
  }));
  Object.defineProperty(navigator, 'mediaDevices', { value: { getUserMedia }, configurable: true });
  const page = await renderInPage(<SecondCamera devices={{ state } as unknown as OwnDevices} own={own} />);
  return { own, getUserMedia, ...page };
}

afterEach(() => document.body.replaceChildren());

test('another camera is sent in the place of a screen', async () => {
  const { own, getUserMedia, screen, user } = await show();
  const field = screen.getByRole('combobox', { name: 'Second camera' });
  expect(field).toHaveProperty('value', 'off');
  await user.selectOptions(field, 'Hands');
  expect(getUserMedia.mock.calls[0]?.[0]).toMatchObject({ video: { deviceId: { exact: 'hands' } } });
  expect(own.shareTrack).toHaveBeenCalledTimes(1);
});

test('is switched off', async () => {
  const { own, screen, user } = await show(CAMERAS, trackOf('hands'));
  const field = screen.getByRole('combobox', { name: 'Second camera' });
  expect(field).toHaveProperty('value', 'hands');
  await user.selectOptions(field, 'Off');
  expect(own.toggleScreen).toHaveBeenCalledTimes(1);
});

test('a shared screen is no second camera', async () => {
  const sharing = await show(CAMERAS, trackOf('screen:0:0'));
  expect(sharing.screen.getByRole('combobox')).toHaveProperty('value', 'off');
});

test('with one camera there is nothing to choose', async () => {
  const { screen } = await show(CAMERAS.slice(0, 1));
  expect(screen.queryByRole('combobox')).toBeNull();
});
