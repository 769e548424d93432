/** @jest-environment jsdom */
import { afterEach, expect, test } from '@jest/globals';
import { fireEvent } from '@testing-library/react';
import { renderInPage } from '../../testing/render.js';
import { Poster } from './poster.js';
import { applySite, currentSite } from './site.js';

afterEach(async () => {
  document.body.replaceChildren();
  await applySite({ ...currentSite(), backgroundUrl: null });
});

const shown = () => document.querySelector('img.poster')?.getAttribute('src');

test('an image of the show wins over that of the site, which takes the place of one that fails to load', async () => {
  await applySite({ ...currentSite(), backgroundUrl: '/pictures/site/pic_site_1.png' });
  const { rerender } = await renderInPage(<Poster title="A" url="/pictures/show_1/pic_1.png" />);
  expect(shown()).toBe('/pictures/show_1/pic_1.png');
  fireEvent.error(document.querySelector('img.poster') as Element);
  expect(shown()).toBe('/pictures/site/pic_site_1.png');
  await rerender(<Poster title="A" url={null} />);
  expect(shown()).toBe('/pictures/site/pic_site_1.png');
  fireEvent.error(document.querySelector('img.poster') as Element);
  expect(document.querySelector('.poster-plain')).not.toBeNull();
});

test('a site without a background shows its logo', async () => {
  await renderInPage(<Poster title="A" url={null} />);
  expect(document.querySelector('.poster-plain .brand-mark')).not.toBeNull();
});
