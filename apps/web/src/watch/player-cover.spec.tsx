/** @jest-environment jsdom */
import { expect, jest, test } from '@jest/globals';
import { act } from '@testing-library/react';
import type { ViewerClient, ViewerState } from '#client';
import { aShow } from '../../testing/a-show.js';
import { renderInPage } from '../../testing/render.js';

const onAsked = jest.fn();
jest.unstable_mockModule('../follow/follow-button.js', () => {
  onAsked();
  throw new Error('the server is away');
});
const { PlayerCover } = await import('./player-cover.js');

const viewer = {} as ViewerClient;
const seen = (fields: Partial<ViewerState>) => ({ windowS: 0, fault: null, ...fields }) as ViewerState;
const cover = (fields: Partial<ViewerState>) =>
  renderInPage(<PlayerCover viewer={viewer} state={seen(fields)} show={aShow()} />);

test('a page that cannot reach the server asks for nothing more', async () => {
  const { screen } = await cover({ phase: 'waiting', fault: 'unreachable' });
  screen.getByText('The show has not started yet');
  expect(onAsked).not.toHaveBeenCalled();
});

test('a page stands without the button to follow when that cannot be fetched', async () => {
  const { screen } = await cover({ phase: 'waiting' });
  // Until the page knows that it was refused.
  await act(() => import('../follow/follow-button.js').then(String, () => undefined));
  expect(onAsked).toHaveBeenCalled();
  screen.getByText('The show has not started yet');
});
