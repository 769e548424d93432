// Real here: the whole server, FFmpeg as platform, Chromium with a camera. What hosts can do beside the show itself, by buttons.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { freePort } from '../../support/kernel/free-port.js';
import { RtmpSink } from '../../support/players/rtmp-sink.js';
import { STORY_PROGRAMME } from '../../support/server/small-programme.js';
import { accessibilityFaults, takeScreenshot } from '../../support/web/page-appearance.js';
import type { Manner, SiteVisitor } from '../../support/web/site-visitor.js';
import { VisitedSite } from '../../support/web/visited-site.js';
import type { Key } from '../../support/web/words-in.js';

/** Live, a connection to a platform, and a recording with its file, on a machine that does all of it at once. */
const DONE_WITHIN_MS = 40_000;
const ARRIVED_FRAMES = 30;
const KEY = 'k3y-of-nobody';

let site: VisitedSite;
let platform: RtmpSink | undefined;
let keptOut: string[] = [];

beforeAll(async () => {
  const env = { ...STORY_PROGRAMME, PROSCENIUM_ALLOW_PRIVATE_OUTPUTS: 'true' };
  site = await VisitedSite.open(env);
}, 120_000);
afterAll(() => site?.close());
afterEach(async () => {
  keptOut = [];
  await platform?.kill();
  await site?.sendHome('panels');
});

async function look({ page, manner }: SiteVisitor, name: string): Promise<void> {
  await takeScreenshot(page, `${name}-${manner.language}-${manner.size}-${manner.theme}`);
  for (const fault of await accessibilityFaults(page)) keptOut.push(`${name}: ${fault}`);
}

/** A show of its own for each visitor, with its page open. */
async function makeShow(host: SiteVisitor): Promise<string> {
  await host.page.goto(`${site.url}/owner`);
  await host.button('owner.shows.new').click();
  await host.field('owner.show.title').fill('Friday night on stage');
  await host.button('owner.show.create').click();
  await host.page.waitForURL(/\/owner\/shows\//);
  return host.page.url().split('/').at(-1) ?? '';
}

/** Portrait has its price before it is chosen; the choice is there after the page was loaded once more. */
async function chooseFormats(host: SiteVisitor): Promise<void> {
  const portrait = host.page.getByRole('checkbox', { name: host.words('owner.formats.shape.portrait') });
  await host.field('owner.formats.mode').selectOption('own');
  await host.page
    .getByText(/^\+[\d.]+/)
    .first()
    .waitFor();
  await portrait.check();
  await host.field('owner.formats.size').first().selectOption('360');
  await host.field('owner.formats.size').nth(1).selectOption('360');
  await host.field('owner.formats.preset').selectOption('ultrafast');
  await host.page.locator('.price-meter').waitFor();
  await look(host, 'show-formats');
  await host.button('owner.formats.save').click();
  await host.seesText('common.saved');
  await host.page.reload();
  await host.page
    .getByRole('checkbox', { name: host.words('owner.formats.shape.portrait'), checked: true })
    .waitFor();
  await host.field('owner.formats.mode').selectOption('site');
  await host.button('owner.formats.save').click();
  await host.seesText('common.saved');
}

async function addDestination(host: SiteVisitor, url: string, name: string): Promise<void> {
  const form = host.page.getByRole('form', { name: host.words('studio.restream.add') });
  const field = (key: Key) => form.getByLabel(host.words(key), { exact: true });
  await field('studio.restream.preset').selectOption('custom');
  await field('studio.restream.url').fill(url);
  await field('studio.restream.key').fill(KEY);
  await field('studio.restream.name').fill(name);
  await host.button('studio.restream.add').click();
  await host.page.getByRole('listitem', { name }).waitFor();
}

async function enterStudio(host: SiteVisitor, showId: string): Promise<void> {
  await host.page.goto(`${site.url}/studio/${showId}`);
  await host.button('studio.enter').click();
  await host.button('studio.leave').waitFor();
}

export function tellOfPanels(manners: readonly Manner[]): void {
  describe.each(manners)('in $language on a $size, $theme', (manner) => {
    test('a host chooses formats by their price, sends to two platforms of which one is away, and gets the recording', async () => {
      const host = await site.arrive(manner, { state: site.ownerState });
      const showId = await makeShow(host);
      await chooseFormats(host);

      const [port, away] = [await freePort(), await freePort()];
      platform = new RtmpSink(port, `live/${KEY}`);
      await enterStudio(host, showId);
      await host.tab('studio.restream').click();
      await host.seesText('studio.restream.empty.title');
      await look(host, 'studio-no-destinations');
      await addDestination(host, `rtmp://127.0.0.1:${port}/live`, 'My channel');
      await addDestination(host, `rtmp://127.0.0.1:${away}/live`, 'Away');
      expect(await host.page.content()).not.toContain(KEY);
      await host.button('studio.go-live').click();
      await host.button('studio.end').waitFor({ timeout: DONE_WITHIN_MS });
      const of = (name: string) => host.page.getByRole('listitem', { name });
      const says = (name: string, key: Key) => of(name).getByText(host.words(key), { exact: true }).waitFor();
      await says('My channel', 'studio.restream.state.live');
      await says('Away', 'studio.restream.reason.unreachable');
      await platform.frames.until('the show at the platform', DONE_WITHIN_MS, (all) => all[ARRIVED_FRAMES]);
      await look(host, 'studio-destinations');
      await of('Away')
        .getByRole('button', { name: host.words('studio.restream.stop') })
        .click();
      await says('Away', 'studio.restream.state.off');
      await of('Away')
        .getByRole('button', { name: host.words('studio.restream.delete') })
        .click();
      await host.confirm('studio.restream.delete');
      await of('Away').waitFor({ state: 'detached' });

      const owner = await site.arrive(manner, { state: site.ownerState });
      await owner.page.goto(`${site.url}/owner/shows/${showId}`);
      await owner.page.getByText(owner.words('owner.recordings.state.recording'), { exact: true }).waitFor();
      await look(owner, 'show-recording');
      await host.button('studio.end').click();
      await host.confirm('studio.end');
      const ready = owner.page.getByText(owner.words('owner.recordings.state.ready'), { exact: true });
      await ready.waitFor({ timeout: DONE_WITHIN_MS });
      const download = owner.page.getByText(owner.words('owner.recordings.download'));
      await download.waitFor({ timeout: DONE_WITHIN_MS });
      await owner.page.locator('.recording img').waitFor();
      await look(owner, 'show-recording-ready');
      const [file] = await Promise.all([owner.page.waitForEvent('download'), download.click()]);
      expect([await file.failure(), file.suggestedFilename().endsWith('.mp4')]).toEqual([null, true]);
      await owner.page.getByText(owner.words('owner.recordings.play'), { exact: true }).click();
      await owner.seesVideo('.recording-video');
      await look(owner, 'show-recording-plays');
      expect(keptOut).toEqual([]);
      expect([...host.complaints, ...owner.complaints]).toEqual([]);
    }, 180_000);
  });
}
