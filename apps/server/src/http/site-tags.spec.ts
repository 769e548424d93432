import { expect, test } from '@jest/globals';
import { siteManifest, withSite } from './site-tags.js';

const PAGE = `<head>
    <title>Proscenium</title>
    <!--site-->
    <link rel="icon" href="/icon.svg" type="image/svg+xml" /></head>`;

test('a page has the name, colour and logo of its site', () => {
  const page = withSite(PAGE, { name: 'Night', colour: '#1144cc', logoUrl: '/pictures/site/pic_1.png' });
  expect(page).not.toContain('Proscenium');
  expect(page).toContain('<title>Night</title>');
  expect(page).toContain('<meta name="application-name" content="Night" />');
  expect(page).toContain('<meta name="site-colour" content="#1144cc" />');
  expect(page).toContain('<meta name="site-logo" content="/pictures/site/pic_1.png" />');
  expect(page).toContain('<link rel="icon" href="/pictures/site/pic_1.png" />');
});

test('a name stays text, also one that replace would read as a pattern', () => {
  const page = withSite(PAGE, { name: `$& </title><script>`, colour: null, logoUrl: null });
  expect(page).toContain('<title>$&amp; &lt;/title&gt;&lt;script&gt;</title>');
  expect(page).toContain('href="/icon.svg"');
  expect(page).not.toContain('site-colour');
});

test('the manifest has the name and the icon of the site', () => {
  const logoUrl = '/pictures/site/pic_1.png';
  expect(JSON.parse(siteManifest({ name: 'Night', colour: null, logoUrl }))).toMatchObject({
    name: 'Night',
    icons: [{ src: logoUrl }],
  });
});
