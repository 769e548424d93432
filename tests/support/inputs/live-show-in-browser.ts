import { afterAll, beforeAll } from '@jest/globals';
import { openShowInBrowser, type ShowInBrowser } from './show-in-browser.js';

/** One show on air, and a browser, for all tests of a file. */
export function liveShowInBrowser(): () => ShowInBrowser {
  let opened: ShowInBrowser | undefined;
  beforeAll(async () => {
    opened = await openShowInBrowser();
    await opened.show.goLive();
  }, 60_000);
  afterAll(() => opened?.show.close(), 30_000);
  return () => {
    if (opened === undefined) throw new Error('the show is not open');
    return opened;
  };
}
