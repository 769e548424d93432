// Real here: the whole server, FFmpeg, Chromium. A host types captions in the studio, and viewers can read them.
import { expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { waitFor } from '../../support/kernel/wait-for.js';
import { hlsFetch } from '../../support/origin/hls-client.js';
import { countOpenChannels, keepDataChannels } from '../../support/page/data-channels.js';
import { ownerAt } from '../../support/server/signed-in-owner.js';
import type { SiteVisitor } from '../../support/web/site-visitor.js';
import { DESKTOP } from '../../support/web/story-manners.js';
import { storySite } from '../../support/web/story-site.js';

const LIVE_WITHIN_MS = 90_000;
const READ_WITHIN_MS = 40_000;
/** The page's and the server's. */
const BOTH_CHANNELS = 2;

const site = storySite('captioner');

/** Lines that went over the page's socket. */
function linesOverSocket(page: Page): string[] {
  const lines: string[] = [];
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      if (String(payload).includes('programme.caption')) lines.push(String(payload));
    }),
  );
  return lines;
}

const untilRead = (wanted: string) =>
  waitFor(`captions with ${wanted}`, READ_WITHIN_MS, async () => {
    const urlOf = (name: string) => new URL(`/live/${site().showId}/${name}`, site().url).href;
    const playlist = (await hlsFetch(urlOf('captions-en.m3u8'))).body.toString();
    const names = playlist.match(/[\w-]+\/captions-[\w-]+\/[\d.]+\.vtt(?="|$)/gm) ?? [];
    for (const name of names.slice(-12))
      if ((await hlsFetch(urlOf(name))).body.toString().includes(wanted)) return true;
    return false;
  });

async function goLive(): Promise<{ host: SiteVisitor; overSocket: string[] }> {
  const owner = await ownerAt(site().url);
  const { body } = await owner.get(`/shows/${site().showId}`);
  await owner.patch(`/shows/${site().showId}`, { captions: ['en'] }, { 'if-match': `"${body.version}"` });
  const host = await site().arrive(DESKTOP, { state: site().ownerState });
  const overSocket = linesOverSocket(host.page);
  await host.page.addInitScript(keepDataChannels);
  await host.page.goto(`${site().url}/studio/${site().showId}`);
  await host.button('studio.enter').click();
  await host.seesVideo('.canvas video');
  await host.button('studio.go-live').click();
  await host.button('studio.end').waitFor({ timeout: LIVE_WITHIN_MS });
  return { host, overSocket };
}

test('what a host types in the studio goes over the data channel, and viewers read it', async () => {
  const { host, overSocket } = await goLive();
  await host.tab('studio.overlays').click();
  expect(await host.page.evaluate(countOpenChannels)).toBe(0);
  const field = host.field('studio.captions.text');
  await field.focus();
  await waitFor('both channels', READ_WITHIN_MS, async () => {
    return (await host.page.evaluate(countOpenChannels)) === BOTH_CHANNELS;
  });
  await field.fill('Good evening from the studio');
  await field.press('Enter');
  await untilRead('Good evening from the studio');
  expect([await field.inputValue(), overSocket, host.complaints]).toEqual(['', [], []]);
}, 240_000);
