import { expect, test } from '@jest/globals';
import { TestBrowser } from '../../support/engines/chromium.js';
import { watchVideo } from '../../support/meters/page-meters.js';
import { Coturn } from '../../support/stage/coturn.js';
import { cameraOf, StageBrowserPage } from '../../support/stage/stage-browser.js';
import { StageServer } from '../../support/stage/stage-server.js';

const READY_WITHIN_MS = 15_000;

const WITHIN_MS = 30_000;

const relayOf = ({ url, secret }: Coturn) => ({ urls: [url], secret, lifetimeS: 600 });

test('with nothing but relayed candidates allowed, video passes, and an ICE restart gets fresh credentials', async () => {
  let coturn = await Coturn.create();
  const relay = relayOf(coturn);
  const server = await StageServer.create({ relay });
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

    const made = await Promise.all([ann.connectionsMade(), bob.connectionsMade()]);

    // The relay restarts and knows what both pages joined with no more, as if it had ended.
    const { port } = coturn;
    await coturn.close();
    coturn = await Coturn.create({ port, secret: 'the-next-secret' });
    Object.assign(relay, relayOf(coturn));
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
});
