/** @jest-environment jsdom */
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { screen, waitFor } from '@testing-library/react';
import type { MediaFile, Site } from '#client';
import { renderInPage } from '../../testing/render.js';
import { api } from '../ui/api.js';
import { applySite, currentSite } from '../ui/site.js';
import { SiteSettings } from './site-settings.js';

const PLAIN: Site = {
  ...{ name: 'Proscenium', colour: null, logoUrl: null },
  ...{ font: 'sans', backgroundUrl: null, introId: null },
};
const INTRO: MediaFile = {
  ...{ id: 'file_site_1', name: 'Welcome', state: 'ready', sizeBytes: 6, receivedBytes: 6, partBytes: 4 },
  ...{ progress: null, reason: null, seconds: 5, hasVideo: true, hasAudio: true },
};

/** What the server keeps, and which calls came. */
let kept: { file: MediaFile | null; calls: string[] };

beforeEach(() => {
  kept = { file: null, calls: [] };
  jest.spyOn(api.calls, 'call').mockImplementation((async (id: string, options: { body?: object }) => {
    if (id !== 'site.intro') kept.calls.push(id);
    if (id === 'site.beginIntro') kept.file = { ...INTRO, ...options.body, state: 'receiving' };
    if (id === 'site.removeIntro') kept.file = null;
    return id === 'site.intro' ? { file: kept.file } : kept.file;
  }) as never);
  jest.spyOn(api.calls, 'upload').mockImplementation((async (id: string, at: { query: { from: number } }) => {
    kept.calls.push(`${id} ${at.query.from}`);
    if (kept.file && at.query.from > 0) kept.file = { ...kept.file, state: 'ready' };
    return kept.file;
  }) as never);
});
afterEach(async () => {
  jest.restoreAllMocks();
  document.body.replaceChildren();
  await applySite(PLAIN);
});

test('the page has a saved name and colour at once; an empty name takes ours back', async () => {
  const change = jest.spyOn(api, 'changeSite').mockImplementation(async ({ name }) => ({
    ...PLAIN,
    name: name ?? 'Proscenium',
    colour: '#1144cc',
  }));
  const { user } = await renderInPage(<SiteSettings />);
  const field = screen.getByLabelText('Name');
  await user.clear(field);
  await user.type(field, 'Night Stage');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(change).toHaveBeenCalledWith({ name: 'Night Stage', colour: null, font: 'sans' });
  const { style } = document.documentElement;
  await waitFor(() => expect(style.getPropertyValue('--brand')).toBe('#1144cc'));
  expect(currentSite().name).toBe('Night Stage');
  await user.clear(field);
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(change).toHaveBeenLastCalledWith({ name: null, colour: null, font: 'sans' }));
});

test('a logo is shown in its place, and can be removed', async () => {
  await applySite({ ...PLAIN, logoUrl: '/pictures/site/pic_1.png' });
  jest.spyOn(api, 'removeSiteLogo').mockResolvedValue(PLAIN);
  const { user } = await renderInPage(<SiteSettings />);
  expect(document.querySelector('img.brand-mark')?.getAttribute('src')).toBe('/pictures/site/pic_1.png');
  await user.click(screen.getByRole('button', { name: 'Remove the logo' }));
  await waitFor(() => expect(document.querySelector('img.brand-mark')).toBeNull());
});

test('a typeface is worn by the titles once it is saved, and given back', async () => {
  jest.spyOn(api, 'changeSite').mockImplementation(async ({ font = 'sans' }) => ({ ...PLAIN, font }));
  const { user } = await renderInPage(<SiteSettings />);
  const { dataset } = document.documentElement;
  const serif = screen.getByRole('button', { name: 'Serif' });
  await user.click(serif);
  expect([serif.getAttribute('aria-pressed'), dataset.siteFont]).toEqual(['true', undefined]);
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(dataset.siteFont).toBe('serif'));
  await user.click(screen.getByRole('button', { name: 'Sans' }));
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(dataset.siteFont).toBeUndefined());
});

test('a background is shown, and can be removed', async () => {
  await applySite({ ...PLAIN, backgroundUrl: '/pictures/site/pic_site_2.png' });
  const remove = jest.spyOn(api, 'removeSiteBackground').mockResolvedValue(PLAIN);
  const { user } = await renderInPage(<SiteSettings />);
  expect(document.querySelector('.site-view-background > img')).not.toBeNull();
  await user.click(screen.getByRole('button', { name: 'Remove the background' }));
  await waitFor(() => expect(document.querySelector('.site-view-background > img')).toBeNull());
  expect(remove).toHaveBeenCalledTimes(1);
});

test('an intro is sent in parts, named with what it became, and removed', async () => {
  const { user } = await renderInPage(<SiteSettings />);
  expect(screen.queryByRole('button', { name: 'Remove the intro' })).toBeNull();
  const inputs = [...document.querySelectorAll<HTMLInputElement>('input[type="file"]')];
  const input = inputs.find(({ accept }) => accept.includes('video'));
  await user.upload(input as HTMLInputElement, new File(['abcdef'], 'Welcome.mp4', { type: 'video/mp4' }));
  await screen.findByText(/0:05/);
  expect(screen.getByText('Welcome')).toBeDefined();
  expect(kept.calls).toEqual(['site.beginIntro', 'site.addIntroPart 0', 'site.addIntroPart 4']);
  await user.click(screen.getByRole('button', { name: 'Remove the intro' }));
  await waitFor(() => expect(screen.queryByText('Welcome')).toBeNull());
});
