import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page, Route } from 'playwright-core';

const web = join(import.meta.dirname, '..', '..', '..', 'dist', 'web');
export const CAPTIONED_ORIGIN = 'http://localhost';
const SECONDS = 30;
const TYPES: Record<string, string> = {
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
  m3u8: 'application/vnd.apple.mpegurl',
  vtt: 'text/vtt',
};

const SHOW = { title: 'With words', description: '', state: 'live', posterUrl: null, playbackUrl: null };

const multivariant = (attributes: string, media = ''): string => `#EXTM3U
${media}#EXT-X-STREAM-INF:BANDWIDTH=300000,CODECS="avc1.42c01e",RESOLUTION=160x90${attributes}
video.m3u8
`;
const rendition = (language: string, name: string): string =>
  `#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="words",NAME="${name}",LANGUAGE="${language}",DEFAULT=YES,AUTOSELECT=YES,URI="${language}.m3u8"\n`;

/** A short recording with captions in two languages, and the same without. */
export async function writeCaptionedShow(folder: string, captions: Record<string, string>): Promise<void> {
  const video = `color=c=navy:s=160x90:r=10:d=${SECONDS}`;
  const encoder = '-c:v libx264 -profile:v baseline -preset ultrafast -g 20 -pix_fmt yuv420p';
  const packager = '-f hls -hls_time 2 -hls_playlist_type vod -hls_segment_type fmp4 video.m3u8';
  const words = `-v error -f lavfi -i ${video} ${encoder} ${packager}`.split(' ');
  await promisify(execFile)('ffmpeg', words, { cwd: folder });
  const media = Object.entries(captions).map(([language, name]) => rendition(language, name));
  await writeFile(join(folder, 'captioned.m3u8'), multivariant(',SUBTITLES="words"', media.join('')));
  await writeFile(join(folder, 'plain.m3u8'), multivariant(''));
  for (const [language, name] of Object.entries(captions)) {
    const list = `#EXTM3U\n#EXT-X-VERSION:6\n#EXT-X-TARGETDURATION:${SECONDS}\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXTINF:${SECONDS},\n${language}.vtt\n#EXT-X-ENDLIST\n`;
    await writeFile(join(folder, `${language}.m3u8`), list);
    const cue = `WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n\n00:00.000 --> 00:${SECONDS}.000\nIn ${name}\n`;
    await writeFile(join(folder, `${language}.vtt`), cue);
  }
}

/** The built pages in front of that folder, without a server: `/watch/captioned` and `/watch/plain`. */
export async function serveCaptionedShow(page: Page, folder: string): Promise<void> {
  await page.route(`${CAPTIONED_ORIGIN}/**`, (route) => answer(route, folder));
}

function answer(route: Route, folder: string): Promise<void> {
  const { pathname } = new URL(route.request().url());
  const [, first, showId] = pathname.split('/');
  const name = pathname.split('/').at(-1) ?? '';
  try {
    if (/^\/api\/v1\/shows\/\w+$/.test(pathname)) return route.fulfill({ json: { ...SHOW, id: name } });
    if (first === 'api') return route.fulfill({ status: 404, json: { code: 'not-found' } });
    if (first === 'watch')
      return route.fulfill({ contentType: 'text/html', body: readFileSync(join(web, 'index.html')) });
    const file =
      first === 'live' ? join(folder, name === 'index.m3u8' ? `${showId}.m3u8` : name) : join(web, pathname);
    return route.fulfill({
      contentType: TYPES[name.split('.').at(-1) ?? ''] ?? 'video/mp4',
      body: readFileSync(file),
    });
  } catch {
    return route.fulfill({ status: 404, body: '' });
  }
}
