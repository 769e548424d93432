import type { LinkScope } from './recording-links.js';

const TYPES: Record<string, string> = {
  m3u8: 'application/vnd.apple.mpegurl',
  m4s: 'video/mp4',
  mp4: 'video/mp4',
  webm: 'video/webm',
  mkv: 'video/x-matroska',
  jpg: 'image/jpeg',
  vtt: 'text/vtt; charset=utf-8',
};
const NAME = /^([a-z0-9][a-z0-9-]{0,62})\.(m3u8|m4s|mp4|webm|mkv|jpg|vtt)$/;
/** What a page that plays a recording fetches. */
const WATCHED = new Set(['m3u8', 'm4s', 'jpg', 'vtt']);
/** Made to be shared. */
const CLIP = /^clip-[a-z0-9]+\.mp4$/;

/** The media type of a recording's file; nothing where it does not exist for the holder of a link of this scope. */
export function servedType(name: string, scope: LinkScope): string | undefined {
  const [, , ending = ''] = NAME.exec(name) ?? [];
  return scope === 'download' || WATCHED.has(ending) || CLIP.test(name) ? TYPES[ending] : undefined;
}
