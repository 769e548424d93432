import { expect, test } from '@jest/globals';
import { TestBrowser } from '../../support/engines/chromium.js';
import { watchVideo } from '../../support/meters/page-meters.js';
import { Coturn } from '../../support/stage/coturn.js';
import { cameraOf, StageBrowserPage } from '../../support/stage/stage-browser.js';
import { StageServer } from '../../support/stage/stage-server.js';

const READY_WITHIN_MS = 15_000;

const WITHIN_MS = 30_000;

const relayOf = ({ url, secret }: Coturn) => ({ urls: [url], secret, lifetimeS: 600 });

/** The relay may restart meanwhile, and knows what both pages joined with no more, as if it had ended. */
export function relayVideo({ restarts }: { restarts: boolean }): void {
  const name = restarts ? 'video passes, and an ICE restart gets fresh credentials' : 'video passes';
  test(`with nothing but relayed candidates allowed, ${name}`, () => relay(restarts));
}

async function relay(restarts: boolean): Promise<void> {
  let coturn = await Coturn.create();
  const settings = relayOf(coturn);
  const server = await StageServer.create({ relay: settings });
  const browser = await TestBrowser.launch();
  try {
    const [ann, bob] = await Promise.all([
      StageBrowserPage.open(browser, server.url, 'ann', {}),
      StageBrowserPage.open(browser, server.url, 'bob', {}),
    ]);
    await ann.join('host');
    await bob.join('guest', 'nothing');
    await bob.page.waitForSelector(cameraOf('ann'), { state: 'attached' });
    const { readings } = await watchVideo(bob.page, cameraOf('ann'));
    await readings.until('video through the relay', READY_WITHIN_MS, (all) =>
      all.filter(({ tiles }) => tiles[0]?.clock !== undefined).at(20),
    );
    const paths = [await ann.path(), await bob.path()];
    expect(paths).toEqual(['relay', 'relay']);
    if (!restarts) return;

    const made = await Promise.all([ann.connectionsMade(), bob.connectionsMade()]);

    const { port } = coturn;
    await coturn.close();
    coturn = await Coturn.create({ port, secret: 'the-next-secret' });
    Object.assign(settings, relayOf(coturn));
    const atRestart = Date.now();
    await readings.until('video through the restarted relay', WITHIN_MS, (all) =>
      all.filter(({ wallMs, tiles }) => wallMs > atRestart && tiles[0]?.clock !== undefined).at(60),
    );
    expect(await Promise.all([ann.connectionsMade(), bob.connectionsMade()])).toEqual(made);
  } finally {
    await browser.close();
    await server.close();
    await coturn.close();
  }
}
