/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import { aShow } from '../../../testing/a-show.js';
import { renderInPage } from '../../../testing/render.js';
import { CaptionsPanel } from './captions-panel.js';

afterEach(() => {
  jest.restoreAllMocks();
  document.body.replaceChildren();
});

test('languages are shown; a show on air keeps them', async () => {
  const show = aShow({ captions: ['en', 'ko'], state: 'live' });
  const { screen } = await renderInPage(<CaptionsPanel show={show} onChanged={jest.fn()} />);
  const field = screen.getByLabelText<HTMLInputElement>('Languages');
  expect(field.value).toBe('en, ko');
  expect(field.disabled).toBe(true);
  expect(screen.getByText('Captions of a show on air stay as they are.')).toBeDefined();
});

test('a show that is over has nothing to choose', async () => {
  const { screen } = await renderInPage(
    <CaptionsPanel show={aShow({ state: 'ended' })} onChanged={jest.fn()} />,
  );
  expect(screen.queryByRole('region', { name: 'Captions' })).toBeNull();
});
