import { TestBrowser } from '../engines/chromium.js';
import type { ServerOptions } from '../server/server-under-test.js';
import { InputShow } from './input-show.js';

export interface ShowInBrowser {
  show: InputShow;
  browser: TestBrowser;
}

/** A show and a browser for its pages, which is closed with the show. */
export async function openShowInBrowser(options: ServerOptions = {}): Promise<ShowInBrowser> {
  const show = await InputShow.open(options);
  try {
    const browser = await TestBrowser.launch();
    show.adopt(() => browser.close());
    return { show, browser };
  } catch (error) {
    await show.close();
    throw error;
  }
}
