import type { Page } from 'playwright-core';
import { UdpRelay } from '../network/udp-relay.js';
import { pageScript } from './page-script.js';

/** The bad network of one page: relays that come into being as the page learns the server's ports. */
export class PageRelay {
  readonly #relays = new Map<string, Promise<UdpRelay>>();
  #settings: Parameters<UdpRelay['impair']>[0] = {};

  /** Call before the page is opened. */
  static async install(page: Page): Promise<PageRelay> {
    const network = new PageRelay();
    await page.exposeFunction('relayPortFor', (host: string, port: number) => network.#portFor(host, port));
    await page.addInitScript(await pageScript('browser/install-relay.ts'));
    return network;
  }

  async impair(settings: Parameters<UdpRelay['impair']>[0]): Promise<void> {
    this.#settings = { ...this.#settings, ...settings };
    for (const relay of await Promise.all(this.#relays.values())) relay.impair(settings);
  }

  /** Packets both ways so far: proof that the media went through here. */
  async passed(): Promise<number> {
    const relays = await Promise.all(this.#relays.values());
    return relays.reduce((sum, relay) => sum + relay.up.passed + relay.down.passed, 0);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#relays.values()].map(async (relay) => (await relay).close()));
    this.#relays.clear();
  }

  async #portFor(host: string, port: number): Promise<number> {
    const key = `${host}:${port}`;
    const relay = this.#relays.get(key) ?? UdpRelay.create({ host, port });
    this.#relays.set(key, relay);
    const made = await relay;
    made.impair(this.#settings);
    return made.port;
  }
}
