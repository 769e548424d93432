import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { CameraOptions } from '../../support/engines/chromium.js';
import { openExample, startStanding, startWatching } from '../../support/web/example-page.js';
import {
  allowDevices,
  blockStorage,
  loudPrograms,
  refuseDevices,
  removeMediaSource,
  setClockWrong,
  sleepPage,
  sourceOf,
  takeNetwork,
} from '../../support/web/page-faults.js';
import type { SiteVisitor } from '../../support/web/site-visitor.js';
import { VisitedSite } from '../../support/web/visited-site.js';
import type { Key } from '../../support/web/words-in.js';

const CAMERA: CameraOptions = { width: 320, height: 180, frameRate: 15 };
const MANNER = { language: 'en', size: 'desktop', theme: 'dark' } as const;
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const SAID_WITHIN_MS = 15_000;
const BACK_WITHIN_MS = 15_000;
const FAULT_TEST_MS = 120_000 + 4 * MINUTE_MS;
const MARKUP = '<img src=x onerror="alert(1)"><b>bold</b>';

interface FaultTimes {
  awayMs: number;
  asleepMs: number;
}
/** Longer than what a player has in hand. */
const SECONDS: FaultTimes = { awayMs: 5_000, asleepMs: 6_000 };
/** A minute outlasts what a player has in hand, a socket's heartbeat and a held session. */
const MINUTE: FaultTimes = { awayMs: MINUTE_MS, asleepMs: MINUTE_MS };

let site: VisitedSite;
let host: SiteVisitor;

const arrive = (options: Parameters<VisitedSite['arrive']>[1] = {}): Promise<SiteVisitor> =>
  site.arrive(MANNER, { camera: CAMERA, ...options });
const watch = (visitor: SiteVisitor) => visitor.page.goto(`${site.url}/watch/${site.showId}`);

beforeAll(async () => {
  site = await VisitedSite.open({
    PROSCENIUM_PROGRAMME_WIDTH: '320',
    PROSCENIUM_PROGRAMME_HEIGHT: '180',
    PROSCENIUM_PROGRAMME_FRAME_RATE: '24',
    PROSCENIUM_PROGRAMME_RUNGS: '180p:300k',
    PROSCENIUM_PROGRAMME_PRESET: 'ultrafast',
  });
  host = await site.host(MANNER, { camera: CAMERA, state: site.ownerState });
  await host.page.goto(`${site.url}/studio/${site.showId}`);
  await host.button('studio.enter').click();
  await host.button('studio.go-live').click();
  await host.button('studio.end').waitFor();
}, 120_000);
afterAll(() => site?.close());
afterEach(() => site?.sendHome());

type Refusal = Parameters<typeof refuseDevices>;
type RefusedCamera = readonly [name: string, refusal: Refusal[1], kinds: Refusal[2], words: Key];
const REFUSED: readonly RefusedCamera[] = [
  ['denied', 'NotAllowedError', ['video', 'audio'], 'studio.device.denied'],
  ['busy', 'NotReadableError', ['video'], 'studio.device.busy'],
  ['without a microphone', 'NotFoundError', ['audio'], 'studio.device.missing'],
];

/** What may happen to people during a show, by its kinds; the long form has more of a kind, and minutes instead of seconds. */
export function meetFaults(isLong: boolean): void {
  const refused = isLong ? REFUSED : REFUSED.slice(0, 1);
  const times = isLong ? MINUTE : SECONDS;
  meetRefusedCameras(refused);
  meetSecondTab();
  meetLostCamera();
  meetOddStorage();
  meetAbsence(times);
  if (isLong) meetSleepingHost(times);
  meetOldBrowser();
  runExamples();
  meetEnd();
}

function meetRefusedCameras(refused: readonly RefusedCamera[]): void {
  test.each(refused)(
    'a camera that is %s: the reason, and a way on',
    async (_, refusal, kinds, words) => {
      const person = await arrive({ state: site.ownerState });
      await refuseDevices(person.page, refusal, kinds);
      await person.page.goto(`${site.url}/studio/${site.showId}`);
      await person.seesText(words);
      await allowDevices(person.page);
      await person.button('common.retry').click();
      await person.seesVideo('.device-preview video');
      await person.page.getByText(person.words(words)).first().waitFor({ state: 'hidden' });
    },
    60_000,
  );
}

function meetSecondTab(): void {
  test('a second tab sees it, and may take over; the first one says so', async () => {
    const second = await arrive({ state: site.ownerState });
    await second.page.goto(`${site.url}/studio/${site.showId}`);
    await second.button('studio.enter').click();
    await second.seesText('studio.ended-by.taken-over');
    await second.button('studio.take-over').click();
    await second.button('studio.leave').waitFor();
    await host.seesText('studio.left.title');
    // And back by the same way.
    await host.button('studio.take-over').click();
    await host.button('studio.enter').click();
    await host.button('studio.take-over').click();
    await host.button('studio.leave').waitFor();
  }, 90_000);
}

function meetLostCamera(): void {
  test('a camera that is unplugged in the show: said at once, and another one is chosen there', async () => {
    await host.page.evaluate(() => {
      const video = (
        globalThis as never as {
          document: { querySelector(at: string): { srcObject: { getVideoTracks(): EventTarget[] } } };
        }
      ).document.querySelector('.tile video');
      video.srcObject.getVideoTracks()[0]?.dispatchEvent(new Event('ended'));
    });
    await host.seesText('studio.device.lost');
    await host.button('studio.devices').first().click();
    await host.page
      .getByRole('dialog')
      .getByRole('button', { name: host.words('common.retry') })
      .click();
    await host.seesVideo('.device-preview video');
    await host.page
      .getByRole('dialog')
      .getByRole('button', { name: host.words('common.close') })
      .last()
      .click();
    await host.seesVideo('.tile video');
  }, 60_000);
}

function meetOddStorage(): void {
  test('storage is blocked and the clock is wrong by an hour: the show plays and the chat works', async () => {
    const viewer = await arrive();
    await blockStorage(viewer.page);
    await setClockWrong(viewer.page, HOUR_MS);
    await watch(viewer);
    await viewer.seesVideo();
    await joinChat(viewer, 'Grace');
    await say(viewer, MARKUP);
    expect(await viewer.page.locator('[role=log] img, [role=log] b').count()).toBe(0);
    expect(viewer.complaints).toEqual([]);
  }, 60_000);
}

function meetAbsence(times: FaultTimes): void {
  test(
    'the network is away, the laptop sleeps, the back button: the show goes on by itself',
    async () => {
      const viewer = await arrive();
      await viewer.page.goto(site.url);
      await watch(viewer);
      await viewer.seesVideo();
      await joinChat(viewer, 'Edith');
      const problem = viewer.page.getByText(viewer.words('watch.problem.network'));
      await takeNetwork(viewer.page, times.awayMs, () => problem.waitFor({ timeout: SAID_WITHIN_MS }));
      await problem.waitFor({ state: 'hidden', timeout: BACK_WITHIN_MS });
      await playsOn(viewer);
      await viewer.button('watch.seek.live').waitFor();
      await say(viewer, 'Back on the line');
      await sleepPage(viewer.page, times.asleepMs);
      await playsOn(viewer);
      await viewer.button('watch.seek.live').waitFor();
      await say(viewer, 'Awake again');
      await viewer.page.goBack();
      await viewer.page.goForward();
      await playsOn(viewer);
    },
    FAULT_TEST_MS,
  );
}

function meetSleepingHost(times: FaultTimes): void {
  test(
    "a host's laptop sleeps in the show: the show goes on, and the host is on stage again by waking up",
    async () => {
      const viewer = await arrive();
      await watch(viewer);
      await viewer.seesVideo();
      await sleepPage(host.page, times.asleepMs);
      await playsOn(viewer);
      await host.page.getByText(host.words('studio.reconnecting')).waitFor({ state: 'hidden' });
      await host.seesVideo('.tile video');
      await host.button('studio.end').waitFor();
      await host.tab('watch.chat').click();
      await say(host, 'Sorry, I was away');
      await viewer.page.getByText('Sorry, I was away').first().waitFor();
    },
    FAULT_TEST_MS,
  );
}

function meetOldBrowser(): void {
  test('without Media Source Extensions the platform plays by itself, or a sentence says what to do', async () => {
    const [apple, old] = [await arrive(), await arrive()];
    await removeMediaSource(apple.page, true);
    await removeMediaSource(old.page, false);
    await watch(apple);
    await apple.page.waitForFunction(() =>
      (globalThis as never as { document: { querySelector(at: string): { src: string } | null } }).document
        .querySelector('.player video')
        ?.src.includes('index.m3u8'),
    );
    expect(await sourceOf(apple.page, '.player video')).toContain(site.showId);
    await watch(old);
    await old.seesText('watch.problem.unsupported');
  }, 60_000);
}

function runExamples(): void {
  test("the SDK's two examples run as they stand", async () => {
    const [viewer, owner] = [await arrive(), await arrive({ state: site.ownerState })];
    await openExample(viewer, site.url, 'watch.ts');
    await startWatching(viewer, site.showId);
    await viewer.seesVideo();
    await viewer.page.getByText(`Grace: ${MARKUP}`).waitFor();
    await openExample(owner, site.url, 'stage.ts');
    expect((await startStanding(owner)).sort()).toEqual(['camera', 'microphone']);
  }, 90_000);
}

function meetEnd(): void {
  test('the guest on stage hears no programme; the one in the green room learns when the show ends', async () => {
    const [guest, waiting] = [await arrive(), await arrive()];
    await prepare(guest, 'Hedy');
    await host.button('studio.person.on').click();
    await guest.button('hand.stage.leave').waitFor();
    expect(await loudPrograms(guest.page)).toBe(0);
    await prepare(waiting, 'Ada');
    await host.button('studio.end').click();
    await host.confirm('studio.end');
    await waiting.seesText('hand.over.ended');
    await waiting.page.getByText(waiting.words('hand.green.title')).waitFor({ state: 'hidden' });
  }, 120_000);
}

async function joinChat(visitor: SiteVisitor, name: string): Promise<void> {
  await visitor.field('common.name').fill(name);
  await visitor.button('watch.chat.join').click();
}

/** Resolves when it stands in the chat. */
async function say(visitor: SiteVisitor, text: string): Promise<void> {
  await visitor.field('watch.chat.placeholder').fill(text);
  await visitor.button('watch.chat.send').click();
  await visitor.page.getByRole('log').getByText(text).waitFor();
}

/** Resolves when the video moves from where it is now. */
async function playsOn(visitor: SiteVisitor): Promise<void> {
  await visitor.page.evaluate(() => {
    const video = (
      globalThis as never as { document: { querySelector(at: string): { seenAt?: number } | null } }
    ).document.querySelector('video');
    if (video) delete video.seenAt;
  });
  await visitor.seesVideo();
}

/** From the raised hand to the green room. */
async function prepare(guest: SiteVisitor, name: string): Promise<void> {
  const button = (key: Key) => guest.button(key);
  await watch(guest);
  await guest.seesVideo();
  await button('hand.raise').click();
  await guest.page.getByRole('dialog').getByLabel(guest.words('common.name')).fill(name);
  await guest.page
    .getByRole('dialog')
    .getByRole('button', { name: guest.words('hand.raise') })
    .click();
  await host.button('studio.hands.invite').click();
  await button('hand.accept').click();
  await guest.seesVideo('.device-preview video');
  await button('hand.ready').click();
  await guest.seesText('hand.green.title');
}
