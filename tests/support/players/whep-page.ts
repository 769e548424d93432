import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import type { TestBrowser } from '../engines/chromium.js';

const BUNDLER = join(import.meta.dirname, '..', 'stage', 'bundle-client.mjs');
const CLIENTS = join('tests', 'support', 'page', 'browser', 'whep-clients.ts');
const MOST_BYTES = 32 * 1024 * 1024;
export const WHEP_VIDEO = '#front-row';

export type WhepClientName = 'plain' | 'whip-whep' | '@eyevinn/webrtc-player';

export interface Played {
  /** From the call to the first frame that was shown. */
  firstFrameMs: number;
  /** Of the session, for who asks by hand. */
  location: string | null;
}

declare const whepClients: {
  prepare(): void;
  play(name: WhepClientName, endpoint: string, token?: string): Promise<Played>;
};

/** The clients as one script for pages: bundling takes a second, so it is done once. */
export async function bundleWhepClients(): Promise<string> {
  const args = [BUNDLER, CLIENTS, 'whepClients'];
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: MOST_BYTES });
  return stdout;
}

/** A page of another origin with the clients and a `<video>`. */
export async function openWhepPage(browser: TestBrowser, bundle: string): Promise<Page> {
  const page = await browser.newPage();
  // Of no origin, which is another than the server's.
  await page.goto('data:text/html,<title>WHEP</title>');
  await page.addScriptTag({ content: bundle });
  await page.evaluate(() => whepClients.prepare());
  return page;
}

/** Plays the address with one of the clients. */
export function playWhep(page: Page, client: WhepClientName, url: string, token?: string): Promise<Played> {
  return page.evaluate(([name, endpoint, bearer]) => whepClients.play(name, endpoint, bearer), [
    client,
    url,
    token,
  ] as const);
}
