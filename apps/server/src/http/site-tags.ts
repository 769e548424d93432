import type { SiteStyle } from '#control';
import { escapeHtml } from './shared-links/escape-html.js';

const MARK = '<!--site-->';
const TITLE = /<title>[^<]*<\/title>/;
const ICON = /<link rel="icon"[^>]*>/;

const meta = (name: string, content: string): string =>
  `<meta name="${name}" content="${escapeHtml(content)}" />`;

/** What the pages need of the site before their first line is drawn. */
const tagsOf = ({ name, colour, logoUrl, font, backgroundUrl }: SiteStyle): string =>
  [
    meta('application-name', name),
    ...(colour === null ? [] : [meta('site-colour', colour)]),
    ...(logoUrl === null ? [] : [meta('site-logo', logoUrl)]),
    ...(font === 'sans' ? [] : [meta('site-font', font)]),
    ...(backgroundUrl === null ? [] : [meta('site-background', backgroundUrl)]),
  ].join('\n    ');

/** The page with the name and the look of the site in its head. */
export function withSite(html: string, style: SiteStyle): string {
  const { name, logoUrl } = style;
  // By functions: a name may contain what `replace` reads as a pattern.
  const named = html
    .replace(MARK, () => tagsOf(style))
    .replace(TITLE, () => `<title>${escapeHtml(name)}</title>`);
  if (logoUrl === null) return named;
  return named.replace(ICON, () => `<link rel="icon" href="${escapeHtml(logoUrl)}" />`);
}

/** The web app manifest: name and icon of the site on the home screen of a phone. */
export function siteManifest({ name, logoUrl }: SiteStyle): string {
  const icon =
    logoUrl === null
      ? { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' }
      : { src: logoUrl, sizes: '192x192' };
  return JSON.stringify({
    ...{ name, short_name: name, start_url: '/', display: 'standalone' },
    ...{ background_color: '#0e0f14', theme_color: '#0e0f14', icons: [icon] },
  });
}
