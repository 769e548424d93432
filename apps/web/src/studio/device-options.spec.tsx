/** @jest-environment jsdom */
import { expect, jest, test } from '@jest/globals';
import { Observed, type OwnDevices, USUAL_CAPTURE } from '#client';
import { renderInPage } from '../../testing/render.js';
import { deviceWishes } from '../ui/device-wishes.js';
import { DeviceOptions } from './device-options.js';

async function show() {
  const state = new Observed({
    ...{ cameras: [], microphones: [], camera: null, microphone: null, fault: null, lost: null },
    ...{ opening: false, capture: USUAL_CAPTURE },
    speakers: [
      { deviceId: 'default', label: 'Default' },
      { deviceId: 'headset', label: 'Headset' },
    ],
  });
  const setCapture = jest.fn(async (change: Partial<typeof USUAL_CAPTURE>) =>
    state.patch({ capture: { ...state.value.capture, ...change } }),
  );
  const { user, screen } = await renderInPage(
    <DeviceOptions devices={{ state, setCapture } as unknown as OwnDevices} />,
  );
  return { setCapture, user, screen };
}

test('music mode switches the cleaning of the room off, and both are kept for the next time', async () => {
  const { setCapture, user, screen } = await show();
  await user.click(screen.getByText('More settings'));
  await user.click(screen.getByRole('switch', { name: 'Music mode' }));
  expect(setCapture).toHaveBeenLastCalledWith({ isMusic: true });
  const cleaning = screen.getByRole('switch', { name: 'Reduce background noise' });
  expect((cleaning as HTMLButtonElement).disabled).toBe(true);
  await user.selectOptions(screen.getByLabelText('Camera resolution'), '360');
  expect(setCapture).toHaveBeenLastCalledWith({ resolution: '360' });
  expect([localStorage.getItem('proscenium.music'), localStorage.getItem('proscenium.resolution')]).toEqual([
    'on',
    '360',
  ]);
});

test('others are heard where the person chose, and the own video is mirrored as they wish', async () => {
  const { user, screen } = await show();
  await user.selectOptions(screen.getByLabelText('Speaker'), 'headset');
  await user.click(screen.getByText('More settings'));
  await user.click(screen.getByRole('switch', { name: 'Mirror my own video' }));
  expect(deviceWishes.value).toEqual({ speakerId: 'headset', isMirrored: false });
});
