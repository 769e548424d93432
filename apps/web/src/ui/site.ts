import { useSyncExternalStore } from 'react';

/** What this installation is called and how its pages look. */
export interface SiteStyle {
  name: string;
  colour: string | null;
  logoUrl: string | null;
  /** A name of `brand-fonts.css`; `sans` is that of all other text. */
  font: string;
  /** Where a show has no image of its own. */
  backgroundUrl: string | null;
}

const DEFAULT_NAME = 'Proscenium';
const listeners = new Set<() => void>();
let current: SiteStyle | undefined;

const metaOf = (name: string): string | null =>
  document.querySelector<HTMLMetaElement>(`meta[name="${name}"]`)?.content || null;

/** As the server wrote it into the page. */
export const readSite = (): SiteStyle => ({
  name: metaOf('application-name') ?? DEFAULT_NAME,
  colour: metaOf('site-colour'),
  logoUrl: metaOf('site-logo'),
  font: metaOf('site-font') ?? 'sans',
  backgroundUrl: metaOf('site-background'),
});

/** Read once, so that it is the same object until the owner changes it here. */
export function currentSite(): SiteStyle {
  current ??= readSite();
  return current;
}

/** Shows the page with this name and look; without a colour and a typeface, with those of `tokens.css`. */
export async function applySite(next: SiteStyle = currentSite()): Promise<void> {
  current = next;
  for (const listener of listeners) listener();
  const { style, dataset } = document.documentElement;
  // Most sites have the usual typeface: their viewers load no other.
  if (next.font !== (dataset.siteFont ?? 'sans')) (await import('./site-font.js')).wearFont(next.font);
  if (next.colour === null && !style.getPropertyValue('--brand')) return;
  // Most sites have no colour of their own: their viewers do not wait for the arithmetic.
  const { siteColours } = await import('./site-colours.js');
  for (const [name, value] of siteColours(next.colour))
    if (value === null) style.removeProperty(name);
    else style.setProperty(name, value);
}

export const useSite = (): SiteStyle =>
  useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, currentSite);
