import { escapeHtml } from './escape-html.js';
import type { SharedShow } from './shared-show.js';

const LONGEST_DESCRIPTION = 300;

/** Whole characters of one line: the site that shows it cuts it further. */
const shorten = (text: string): string =>
  [...text.replaceAll(/\s+/g, ' ').trim()].slice(0, LONGEST_DESCRIPTION).join('');

const meta = (key: 'name' | 'property', name: string, content: string): string =>
  `<meta ${key}="${name}" content="${escapeHtml(content)}" />`;

/** Open Graph and the way to oEmbed, for the head of a show's page. */
export function socialTags(
  show: SharedShow,
  {
    size,
    publicUrl,
    siteName,
  }: { size: { width: number; height: number }; publicUrl: string; siteName: string },
): string {
  const { title, description, watchUrl, embedUrl, posterUrl } = show;
  const oembedUrl = `${publicUrl}/oembed?url=${encodeURIComponent(watchUrl)}`;
  const text = shorten(description);
  return [
    meta('property', 'og:site_name', siteName),
    meta('property', 'og:type', 'video.other'),
    meta('property', 'og:title', title),
    ...(text === '' ? [] : [meta('property', 'og:description', text), meta('name', 'description', text)]),
    meta('property', 'og:url', watchUrl),
    ...(posterUrl === null ? [] : [meta('property', 'og:image', posterUrl)]),
    meta('property', 'og:video', embedUrl),
    meta('property', 'og:video:type', 'text/html'),
    meta('property', 'og:video:width', `${size.width}`),
    meta('property', 'og:video:height', `${size.height}`),
    meta('name', 'twitter:card', posterUrl === null ? 'summary' : 'summary_large_image'),
    `<link rel="alternate" type="application/json+oembed" href="${escapeHtml(oembedUrl)}" title="${escapeHtml(title)}" />`,
  ].join('\n    ');
}
