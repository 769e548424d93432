// Real here: the built server with a programme on air, and WHIP clients that others wrote, in Chromium.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { TestBrowser } from '../support/engines/chromium.js';
import { InputShow, type NewInput } from '../support/inputs/input-show.js';
import type { Rgb } from '../support/page/test-card.js';

const packages = join(import.meta.dirname, '..', '..', 'node_modules');
const VIOLET: Rgb = [96, 32, 128];
const BROWN: Rgb = [130, 80, 20];
const GREEN: Rgb = [20, 140, 40];

let show: InputShow;
let browser: TestBrowser;

beforeAll(async () => {
  [show, browser] = await Promise.all([InputShow.open(), TestBrowser.launch()]);
  await show.goLive();
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await show?.close();
}, 30_000);

// biome-ignore lint/suspicious/noExplicitAny: what a page has is not ours to describe
declare const window: any;
declare const navigator: { mediaDevices: { getUserMedia(wish: object): Promise<{ getTracks(): object[] }> } };
declare const RTCPeerConnection: new () => {
  addTransceiver(track: object, init: object): void;
  close(): void;
};

async function senderPage(ground: Rgb): Promise<Page> {
  const page = await browser.newPage({ camera: { ground, width: 640, height: 360 } });
  await page.goto(show.server.url);
  const whipWhep = (await readFile(join(packages, 'whip-whep', 'whip.js'), 'utf8')).replaceAll(
    'export class',
    'class',
  );
  await page.evaluate(`${whipWhep}; window.WHIPClient = WHIPClient;`);
  return page;
}

const publish = (page: Page, url: string, token: string | undefined) =>
  page.evaluate(
    async ({ url, token }) => {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
      const pc = new RTCPeerConnection();
      for (const track of stream.getTracks())
        pc.addTransceiver(track, { direction: 'sendonly', streams: [stream] });
      const client = new window.WHIPClient();
      window.client = client;
      window.pc = pc;
      await client.publish(pc, url, token);
    },
    { url, token },
  );

test('whip-whep: the show is what it sends; a second sender evicts the first; an ICE restart goes on; DELETE ends it', async () => {
  const input = await show.addInput('programme');
  const first = await senderPage(VIOLET);
  await publish(first, input.whipUrl, input.token);
  await show.untilState(input.id, 'sending');
  await show.untilSeen(VIOLET);
  const second = await senderPage(GREEN);
  await publish(second, `${show.server.url}/whip/${input.key}`, undefined);
  await show.untilSeen(GREEN);
  await second.evaluate(() => window.client.restart());
  await second.waitForFunction(
    () => window.pc.connectionState === 'connected' && window.client.restartIce === null,
  );
  await second.evaluate(() => window.client.stop());
  await show.untilState(input.id, 'gone');
  await Promise.all([first.close(), second.close()]);
}, 60_000);

test('@eyevinn/whip-web-client: the show is what it sends, until it says goodbye', async () => {
  const input = await show.addInput('programme');
  const bundler = join(import.meta.dirname, '..', 'support', 'stage', 'bundle-client.mjs');
  const entry = join('tests', 'support', 'page', 'browser', 'whip-client.ts');
  const run = promisify(execFile)(process.execPath, [bundler, entry, 'whipClient'], {
    maxBuffer: 32 * 1024 ** 2,
  });
  const page = await senderPage(BROWN);
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

test('a wrong token, a wrong type and a wrong offer are refused in words', async () => {
  const input: NewInput = await show.addInput('guest');
  const post = (headers: Record<string, string>, body: string) =>
    fetch(input.whipUrl, { method: 'POST', headers, body });
  const good = { authorization: `Bearer ${input.token}`, 'content-type': 'application/sdp' };
  const answers = await Promise.all([
    post({ ...good, authorization: 'Bearer pit_nothing' }, 'v=0'),
    post({ ...good, 'content-type': 'application/json' }, '{}'),
    post(good, 'v=0\r\n'),
    post(good, 'hello'),
    fetch(input.whipUrl),
    fetch(input.whipUrl, { method: 'OPTIONS' }),
    fetch(`${input.whipUrl}/whip_nothing`, { method: 'DELETE' }),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([401, 415, 422, 400, 405, 204, 404]);
  expect(answers[5]?.headers.get('accept-post')).toBe('application/sdp');
  for (const answer of answers)
    expect(answer.headers.get('access-control-expose-headers')).toMatch(/location, etag, link/);
  expect(await answers[2]?.json()).toMatchObject({ code: 'offer-refused', title: expect.any(String) });
});
