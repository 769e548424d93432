// Real here: Chromium with the project's own client, sockets, signaling, the stage and its media worker. Made up: the programme.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { TestBrowser } from '../support/engines/chromium.js';
import { SignalLog } from '../support/kernel/signal-log.js';
import { waitFor } from '../support/kernel/wait-for.js';
import { StageBrowserPage } from '../support/stage/stage-browser.js';
import { StageServer } from '../support/stage/stage-server.js';

const SOON_MS = 20_000;
/** The page's and the server's. */
const BOTH_CHANNELS = 2;

let server: StageServer;
let browser: TestBrowser;
let taken: SignalLog<string>;

beforeEach(async () => {
  taken = new SignalLog();
  server = await StageServer.create({ caption: async (_caller, { text }) => taken.push(text) });
  browser = await TestBrowser.launch();
}, 60_000);
afterEach(async () => {
  await browser?.close();
  await server?.close();
}, 30_000);

/** A page that listens and sends no media. */
async function enter(personId: string, role: string): Promise<StageBrowserPage> {
  const page = await StageBrowserPage.open(browser, server.url, personId);
  await page.join(role, 'nothing');
  return page;
}

/** A captioner who types again opens it again. */
const open = (page: StageBrowserPage) =>
  waitFor('both channels', SOON_MS, async () => {
    await page.prepareCaptions();
    return (await page.dataChannels()) === BOTH_CHANNELS;
  });
const say = (page: StageBrowserPage, text: string) => page.caption({ language: 'en', text });

test('a captioner who only listens types over the data channel, and over the socket while there is none', async () => {
  const captioner = await enter('ann', 'co-host');
  const guest = await enter('bob', 'guest');
  expect([await captioner.dataChannels(), server.stages.stages[0]?.channels.size]).toEqual([0, 0]);
  await open(captioner);
  expect(await say(captioner, 'Over the channel')).toBe('ok');
  expect(await say(captioner, 'x'.repeat(501))).toBe('bad-message');
  expect(await captioner.requested('programme.caption')).toBe(0);

  process.kill(server.stages.workers[0]?.pid ?? 0, 'SIGKILL');
  await waitFor('the channels to be gone', SOON_MS, () => server.stages.stages[0]?.channels.size === 0);
  // A line that was on its way is not sent again by itself: the field keeps it.
  await waitFor('a line over the socket', SOON_MS, async () => {
    await say(captioner, 'Over the socket');
    return (await captioner.requested('programme.caption')) > 0;
  });
  await open(captioner);
  const asked = await captioner.requested('programme.caption');
  expect(await say(captioner, 'Over the channel again')).toBe('ok');
  expect(await captioner.requested('programme.caption')).toBe(asked);
  expect(new Set(taken.all)).toEqual(
    new Set(['Over the channel', 'Over the socket', 'Over the channel again']),
  );

  // In the page of who is refused, mediasoup-client leaves its own end open, which leads nowhere.
  const channels = server.stages.stages[0]?.channels.size;
  await guest.prepareCaptions();
  expect(await say(guest, 'By a guest')).toBe('not-allowed');
  expect(server.stages.stages[0]?.channels.size).toBe(channels);
  expect(server.faults.filter((fault) => !fault.startsWith('stage.worker | died'))).toEqual([]);
}, 90_000);
