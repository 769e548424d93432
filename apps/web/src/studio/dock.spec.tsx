/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import { renderInPage } from '../../testing/render.js';
import { Dock } from './dock.js';
import type { OwnTracks } from './use-own-tracks.js';

const ownTracks = (fields: Partial<OwnTracks> = {}): OwnTracks => ({
  microphoneOn: true,
  mutedByHost: false,
  cameraOn: true,
  screen: null,
  toggleMicrophone: jest.fn(),
  toggleCamera: jest.fn(),
  toggleScreen: jest.fn(),
  shareTrack: () => undefined,
  ...fields,
});
const showDock = (own: OwnTracks) =>
  renderInPage(
    <Dock
      own={own}
      onDevices={() => undefined}
      onBoard={() => undefined}
      isBoardActive={false}
      leaveName="Leave the studio"
      onLeave={() => undefined}
    />,
  );

afterEach(() => document.body.replaceChildren());

test('every button has a word below it', async () => {
  const { screen } = await showDock(ownTracks());
  const buttons = screen.getAllByRole('button');
  const labels = [...document.querySelectorAll('.dock-label')].map(({ textContent }) => textContent);
  expect(labels).toHaveLength(buttons.length);
  expect(labels).not.toContain('');
});

test('leaving does not have the colour of what ends the show', async () => {
  const { screen } = await showDock(ownTracks());
  expect(screen.getByRole('button', { name: 'Leave the studio' }).className).not.toMatch(/danger|live/);
});

test('a person whom a host muted cannot unmute', async () => {
  const own = ownTracks({ microphoneOn: false, mutedByHost: true });
  const { user, screen } = await showDock(own);
  await user.click(screen.getByRole('button', { name: 'A host muted your microphone' }));
  expect(own.toggleMicrophone).not.toHaveBeenCalled();
});
