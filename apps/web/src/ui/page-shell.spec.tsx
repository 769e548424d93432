/** @jest-environment jsdom */
import { afterEach, expect, test } from '@jest/globals';
import { renderInPage } from '../../testing/render.js';
import { PageShell } from './page-shell.js';
import { applySite, readSite } from './site.js';

const nameSite = (name: string) => {
  document.head.innerHTML = `<meta name="application-name" content="${name}">`;
  void applySite(readSite());
};

afterEach(() => {
  document.head.replaceChildren();
  void applySite(readSite());
  document.body.replaceChildren();
});

test('a page carries the name of the site, beside the logo and in the title of the tab', async () => {
  nameSite('Night Stage');
  const { screen } = await renderInPage(<PageShell title="Sign in">content</PageShell>);
  expect(screen.getByRole('link', { name: 'Night Stage' })).toBeDefined();
  expect(document.title).toBe('Sign in · Night Stage');
});

test('without one it carries ours', async () => {
  await renderInPage(<PageShell title="Sign in">content</PageShell>);
  expect(document.title).toBe('Sign in · Proscenium');
});
