import { expect, test } from '@jest/globals';
import { TestBrowser } from '../support/engines/chromium.js';
import { watchPicture } from '../support/meters/page-meters.js';
import { Coturn } from '../support/stage/coturn.js';
import { cameraOf, StageBrowserPage } from '../support/stage/stage-browser.js';
import { StageServer } from '../support/stage/stage-server.js';

const READY_WITHIN_MS = 15_000;

test('with nothing but relayed candidates allowed, the picture passes through a real coturn', async () => {
  const coturn = await Coturn.create();
  const relay = { urls: [coturn.url], secret: coturn.secret, lifetimeS: 600 };
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
    const { readings } = await watchPicture(bob.page, cameraOf('ann'));
    await readings.until('pictures through the relay', READY_WITHIN_MS, (all) =>
      all.filter(({ tiles }) => tiles[0]?.clock !== undefined).at(20),
    );
    const paths = [await ann.path(), await bob.path()];
    expect(paths).toEqual(['relay', 'relay']);
  } finally {
    await browser.close();
    await server.close();
    await coturn.close();
  }
});
