// Real here: the whole server with its FFmpeg, Chromium as a host. Files that no host should give to a show: what the page
// says of each, what is sent of it, and that the next one is taken.
import { execFileSync } from 'node:child_process';
import { createWriteStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { createCanvas } from '@napi-rs/canvas';
import { temporaryFolder } from '../support/kernel/temporary-folder.js';
import { drawSlide } from '../support/web/draw-slide.js';
import { largePng } from '../support/web/large-png.js';
import { pdfOf } from '../support/web/pdf-of.js';
import type { SiteVisitor } from '../support/web/site-visitor.js';
import { DESKTOP } from '../support/web/story-manners.js';
import { VisitedSite } from '../support/web/visited-site.js';
import type { Key } from '../support/web/words-in.js';

const TOO_MANY_PAGES = 500;
const LARGE_BYTES = 200 * 1024 ** 2;
/** 67 million pixels are decoded and drawn smaller. */
const SENT_WITHIN_MS = 90_000;
const CONVERTED_WITHIN_MS = 60_000;

const folder = temporaryFolder();
let site: VisitedSite;
let host: SiteVisitor;
/** Bodies that were sent, in bytes, by what they were sent to. */
let sent: { path: string; bytes: number }[] = [];

beforeAll(async () => {
  site = await VisitedSite.open();
  host = await site.host(DESKTOP, { state: site.ownerState });
  host.page.on('request', (request) => {
    const path = new URL(request.url()).pathname;
    if (request.method() === 'POST' && path.includes('/pictures'))
      sent.push({ path, bytes: request.postDataBuffer()?.length ?? 0 });
  });
  await host.page.goto(`${site.url}/studio/${site.showId}`);
  await host.button('studio.enter').click();
  await host.tab('studio.media').click();
}, 120_000);
afterEach(() => {
  sent = [];
});
afterAll(async () => {
  await host?.close();
  await site?.close();
  folder.remove();
});

const kept = (name: string, bytes: Buffer): string => {
  const path = join(folder.path, name);
  writeFileSync(path, bytes);
  return path;
};
const give = (key: Key, path: string) => host.field(key).setInputFiles(path);
const seesItem = (key: Key, name: string, timeout: number) =>
  host.page.getByRole('button', { name: host.words(key, { name }) }).waitFor({ timeout });

test('a PDF of 500 pages is refused by its number of pages, before any page is sent, and the next PDF is taken', async () => {
  const page = createCanvas(16, 9);
  await give('studio.media.add', kept('Long talk.pdf', pdfOf(Array(TOO_MANY_PAGES).fill(page))));
  await host.seesText('refusal.slides-too-many');
  expect(sent).toEqual([]);
  await give('studio.media.add', kept('Talk.pdf', pdfOf([drawSlide('title', 'Talk', 'One page')])));
  await seesItem('studio.media.show.name', 'Talk', SENT_WITHIN_MS);
  expect(sent).toHaveLength(1);
}, 120_000);

test('an image of 200 MB is made smaller before it is sent; one of 200 MB that is none is refused', async () => {
  const path = join(folder.path, 'Photo.png');
  await pipeline(largePng(8_192, 8_192), createWriteStream(path));
  await give('studio.media.add', path);
  await seesItem('studio.media.show.name', 'Photo', SENT_WITHIN_MS);
  expect(sent.map(({ bytes }) => bytes < 2 * 1024 ** 2)).toEqual([true]);
  await give('studio.media.add', kept('Nothing.png', Buffer.alloc(LARGE_BYTES)));
  await host.seesText('refusal.picture-unreadable');
  expect(sent).toHaveLength(1);
}, 180_000);

test('a clip that no browser plays is converted once; a text that is called a clip is refused by its name', async () => {
  const path = join(folder.path, 'From the editor.mov');
  const tenBit = ['-c:v', 'prores_ks', '-profile:v', '3', '-pix_fmt', 'yuv422p10le', '-c:a', 'pcm_s24le'];
  const made = ['-f', 'lavfi', '-i', 'testsrc2=s=640x360:r=25:d=2', '-f', 'lavfi', '-i', 'sine=440:d=2'];
  execFileSync('ffmpeg', ['-v', 'error', ...made, ...tenBit, path]);
  await give('studio.clips.add', path);
  await seesItem('studio.clips.show.name', 'From the editor', CONVERTED_WITHIN_MS);
  await host.page.getByText(host.words('studio.clips.kind.both', { length: '0:02' })).waitFor();
  await give('studio.clips.add', kept('Script.mp4', Buffer.from('Act one. A studio, at night.')));
  await host.page
    .locator('.clip-card', { hasText: 'Script' })
    .getByText(host.words('studio.clips.refused.unreadable'))
    .waitFor();
  expect(host.complaints).toEqual([]);
}, 120_000);
