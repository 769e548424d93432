/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import type { Show } from '#client';
import { aShow } from '../../../testing/a-show.js';
import { renderInPage } from '../../../testing/render.js';
import { api } from '../../ui/api.js';
import { ResiliencePanel } from './resilience-panel.js';

const PRICE = { neededCores: 0.6, freeCores: 1, mostCores: 1.6 };

afterEach(() => {
  jest.restoreAllMocks();
  document.body.replaceChildren();
});

const open = (show: Partial<Show> = {}) =>
  renderInPage(<ResiliencePanel show={aShow(show)} onChanged={jest.fn()} />);

test('says what a standby costs before it is chosen', async () => {
  jest.spyOn(api, 'priceOf').mockResolvedValue({ ...PRICE, standbyCores: 0.09 });
  const { screen } = await open();
  expect(await screen.findByText(/takes 0\.09 cores of another server/)).toBeDefined();
  expect(screen.getByText(/keeps 0\.6 cores free/)).toBeDefined();
});

test('a site with one server has nothing to choose', async () => {
  const asked = jest.spyOn(api, 'priceOf').mockResolvedValue(PRICE);
  const { screen } = await open();
  await screen
    .findByText(() => asked.mock.calls.length > 0, undefined, { timeout: 50 })
    .catch(() => undefined);
  expect(screen.queryByRole('region', { name: 'Server failure' })).toBeNull();
});
