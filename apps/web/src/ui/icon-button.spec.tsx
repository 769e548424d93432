/** @jest-environment jsdom */
import { afterEach, expect, test } from '@jest/globals';
import { renderInPage } from '../../testing/render.js';
import { IconButton } from './icon-button.js';

afterEach(() => document.body.replaceChildren());

test('the name that appears under the pointer or the focus is not read aloud a second time', async () => {
  const { screen, user } = await renderInPage(
    <IconButton name="Settings" shortcut="S">
      <svg />
    </IconButton>,
  );
  await user.tab();
  const shown = await screen.findByText('Settings (S)');
  expect(shown.closest('[aria-hidden=true]')).not.toBeNull();
  expect(screen.queryByRole('tooltip')).toBeNull();
  expect(screen.getByRole('button', { name: 'Settings' })).toBe(document.activeElement);
});
