/** @jest-environment jsdom */
import { afterEach, expect, jest, test } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import { renderInPage } from '../../testing/render.js';
import { api } from '../ui/api.js';
import { applySite, currentSite } from '../ui/site.js';
import { SiteSettings } from './site-settings.js';

afterEach(async () => {
  jest.restoreAllMocks();
  await applySite({ name: 'Proscenium', colour: null, logoUrl: null });
});

test('the page has a saved name and colour at once; an empty name takes ours back', async () => {
  const change = jest.spyOn(api, 'changeSite').mockImplementation(async ({ name }) => ({
    name: name ?? 'Proscenium',
    colour: '#1144cc',
    logoUrl: null,
  }));
  const { user } = await renderInPage(<SiteSettings />);
  const field = screen.getByLabelText('Name');
  await user.clear(field);
  await user.type(field, 'Night Stage');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(change).toHaveBeenCalledWith({ name: 'Night Stage', colour: null });
  const { style } = document.documentElement;
  await waitFor(() => expect(style.getPropertyValue('--brand')).toBe('#1144cc'));
  expect(currentSite().name).toBe('Night Stage');
  await user.clear(field);
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(change).toHaveBeenLastCalledWith({ name: null, colour: null }));
});

test('a logo is shown in its place, and can be removed', async () => {
  await applySite({ name: 'Night', colour: null, logoUrl: '/pictures/site/pic_1.png' });
  jest.spyOn(api, 'removeSiteLogo').mockResolvedValue({ name: 'Night', colour: null, logoUrl: null });
  const { user } = await renderInPage(<SiteSettings />);
  expect(document.querySelector('img.brand-mark')?.getAttribute('src')).toBe('/pictures/site/pic_1.png');
  await user.click(screen.getByRole('button', { name: 'Remove the logo' }));
  await waitFor(() => expect(document.querySelector('img.brand-mark')).toBeNull());
});
