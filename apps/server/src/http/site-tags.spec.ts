import { expect, test } from '@jest/globals';
import type { SiteStyle } from '#control';
import { siteManifest, withSite } from './site-tags.js';

const PLAIN: SiteStyle = {
  ...{ name: 'Night', colour: null, logoUrl: null },
  ...{ font: 'sans', backgroundUrl: null, introId: null },
};
const PAGE = `<head>
    <title>Proscenium</title>
    <!--site-->
    <link rel="icon" href="/icon.svg" type="image/svg+xml" /></head>`;

test('a page has the name and the look of its site', () => {
  const page = withSite(PAGE, {
    ...PLAIN,
    ...{ colour: '#1144cc', logoUrl: '/pictures/site/pic_1.png' },
    ...{ font: 'serif', backgroundUrl: '/pictures/site/pic_2.png' },
  });
  expect(page).not.toContain('Proscenium');
  expect(page).toContain('<title>Night</title>');
  expect(page).toContain('<meta name="application-name" content="Night" />');
  expect(page).toContain('<meta name="site-colour" content="#1144cc" />');
  expect(page).toContain('<meta name="site-logo" content="/pictures/site/pic_1.png" />');
  expect(page).toContain('<meta name="site-font" content="serif" />');
  expect(page).toContain('<meta name="site-background" content="/pictures/site/pic_2.png" />');
  expect(page).toContain('<link rel="icon" href="/pictures/site/pic_1.png" />');
});

test('a name stays text, also one that replace would read as a pattern', () => {
  const page = withSite(PAGE, { ...PLAIN, name: `$& </title><script>` });
  expect(page).toContain('<title>$&amp; &lt;/title&gt;&lt;script&gt;</title>');
  expect(page).toContain('href="/icon.svg"');
  expect(page).not.toMatch(/site-(colour|logo|font|background)/);
});

test('the manifest has the name and the icon of the site', () => {
  const logoUrl = '/pictures/site/pic_1.png';
  expect(JSON.parse(siteManifest({ ...PLAIN, logoUrl }))).toMatchObject({
    name: 'Night',
    icons: [{ src: logoUrl }],
  });
});
