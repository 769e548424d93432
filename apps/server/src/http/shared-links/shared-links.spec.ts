import { expect, test } from '@jest/globals';
import { fitted, oembedAnswer } from './oembed.js';
import type { SharedShow } from './shared-show.js';
import { socialTags } from './social-tags.js';

const BASE = 'https://live.example.org';
const SIZE = { width: 1280, height: 720 };
const SITE = { publicUrl: BASE, siteName: 'Night Stage' };
const NASTY = `"><script>alert('x')</script>&amp;\u2028`;

const show = (more: Partial<SharedShow> = {}): SharedShow => ({
  title: 'An evening',
  description: 'Two lines\n\nof text',
  watchUrl: `${BASE}/watch/show_1`,
  embedUrl: `${BASE}/embed/show_1`,
  posterUrl: `${BASE}/pictures/show_1/pic_1.png`,
  ...more,
});

test('a link to a show tells its title, text and image', () => {
  const tags = socialTags(show(), { size: SIZE, ...SITE });
  expect(tags).toContain('<meta property="og:site_name" content="Night Stage" />');
  expect(tags).toContain('<meta property="og:title" content="An evening" />');
  expect(tags).toContain('<meta property="og:description" content="Two lines of text" />');
  expect(tags).toContain(`<meta property="og:image" content="${BASE}/pictures/show_1/pic_1.png" />`);
  expect(tags).toContain(`href="${BASE}/oembed?url=${encodeURIComponent(`${BASE}/watch/show_1`)}"`);
});

test('whatever people wrote stays text, in tags and in the frame', () => {
  const tags = socialTags(show({ title: NASTY, description: NASTY }), { size: SIZE, ...SITE });
  const { html } = oembedAnswer(show({ title: NASTY }), SIZE, SITE);
  for (const text of [tags, html]) {
    expect(text).not.toMatch(/<script|'x'|=""/);
    expect(text).toContain('&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;amp;');
  }
});

test('a frame is as large as asked at most and keeps its shape', () => {
  expect(fitted(SIZE, 640)).toEqual({ width: 640, height: 360 });
  expect(fitted(SIZE, 640, 180)).toEqual({ width: 320, height: 180 });
  expect(fitted(SIZE, 4_000, 4_000)).toEqual(SIZE);
});
