// Real here: the built server with a programme on air, and Eyevinn's WHIP client in Chromium.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';
import { liveShowInBrowser } from '../support/inputs/live-show-in-browser.js';
import { WhipSender } from '../support/inputs/whip-sender.js';
import type { Rgb } from '../support/page/test-card.js';

const BROWN: Rgb = [130, 80, 20];

const live = liveShowInBrowser();

// biome-ignore lint/suspicious/noExplicitAny: what a page has is not ours to describe
declare const window: any;

test('@eyevinn/whip-web-client: the show is what it sends, until it says goodbye', async () => {
  const { show, browser } = live();
  const input = await show.addInput('programme');
  const bundler = join(import.meta.dirname, '..', 'support', 'stage', 'bundle-client.mjs');
  const entry = join('tests', 'support', 'page', 'browser', 'whip-client.ts');
  const run = promisify(execFile)(process.execPath, [bundler, entry, 'whipClient'], {
    maxBuffer: 32 * 1024 ** 2,
  });
  const { page } = await WhipSender.open({ browser, serverUrl: show.server.url, colour: BROWN });
  await page.evaluate(`${(await run).stdout}; window.whipClient = whipClient;`);
  await page.evaluate(({ url, token }) => window.whipClient.publish(url, token), {
    url: input.whipUrl,
    token: input.token,
  });
  await show.untilSeen(BROWN);
  expect(await show.stateOf(input.id)).toMatchObject({ state: 'sending', by: 'whip' });
  await page.evaluate(() => window.whipClient.leave());
  await show.untilState(input.id, 'gone');
  await page.close();
}, 60_000);
