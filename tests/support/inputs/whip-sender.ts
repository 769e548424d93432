import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { systemClock } from '#kernel';
import type { TestBrowser } from '../engines/chromium.js';
import type { Rgb } from '../page/test-card.js';

export interface WhipSenderOptions {
  browser: TestBrowser;
  /** Its page stands on this server. */
  serverUrl: string;
  colour: Rgb;
  /** Offered alone; without it, what Chromium offers. */
  codec?: 'VP8' | 'VP9' | 'AV1' | 'H264';
  /** Of simulcast, each half as large as the one before. */
  layers?: readonly string[];
}

// biome-ignore lint/suspicious/noExplicitAny: what a page has is not ours to describe
declare const window: any;
// biome-ignore lint/suspicious/noExplicitAny: likewise
declare const navigator: any;
// biome-ignore lint/suspicious/noExplicitAny: likewise
declare const RTCPeerConnection: any;
// biome-ignore lint/suspicious/noExplicitAny: likewise
declare const RTCRtpSender: any;

const PACKAGES = join(import.meta.dirname, '..', '..', '..', 'node_modules');

/** whip-whep in a page of Chromium: a client that others wrote, with a camera of one colour. */
export class WhipSender {
  readonly page: Page;
  readonly #codec: string | undefined;
  readonly #layers: readonly string[];

  static async open({
    browser,
    serverUrl,
    colour,
    codec,
    layers = [],
  }: WhipSenderOptions): Promise<WhipSender> {
    const page = await browser.newPage({ camera: { ground: colour, width: 640, height: 360 } });
    await page.goto(serverUrl);
    const source = await readFile(join(PACKAGES, 'whip-whep', 'whip.js'), 'utf8');
    await page.evaluate(`${source.replaceAll('export class', 'class')}; window.WHIPClient = WHIPClient;`);
    return new WhipSender(page, codec, layers);
  }

  private constructor(page: Page, codec: string | undefined, layers: readonly string[]) {
    this.page = page;
    this.#codec = codec;
    this.#layers = layers;
  }

  /** Returns the moment before its offer is made: its camera runs already. */
  async publish(url: string, token: string | undefined): Promise<number> {
    const wish = { codec: this.#codec, layers: this.#layers };
    await this.page.evaluate(async ({ codec, layers }) => {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: true });
      const pc = new RTCPeerConnection();
      for (const track of stream.getTracks()) {
        const sendEncodings = layers.map((rid, at) => ({ rid, scaleResolutionDownBy: 2 ** at }));
        const init = { direction: 'sendonly', streams: [stream] };
        const isLayered = track.kind === 'video' && layers.length > 0;
        const transceiver = pc.addTransceiver(track, isLayered ? { ...init, sendEncodings } : init);
        if (codec === undefined || track.kind !== 'video') continue;
        const { codecs } = RTCRtpSender.getCapabilities('video');
        transceiver.setCodecPreferences(
          codecs.filter(({ mimeType }: { mimeType: string }) => mimeType === `video/${codec}`),
        );
      }
      window.pc = pc;
    }, wish);
    const startedMs = systemClock.wallMs();
    await this.page.evaluate(
      async ({ url, token }) => {
        window.client = new window.WHIPClient();
        await window.client.publish(window.pc, url, token);
      },
      { url, token },
    );
    return startedMs;
  }

  async restartIce(): Promise<void> {
    await this.page.evaluate(() => window.client.restart());
    await this.page.waitForFunction(
      () => window.pc.connectionState === 'connected' && window.client.restartIce === null,
    );
  }

  /** What the server answered. */
  remoteDescription(): Promise<string> {
    return this.page.evaluate(() => window.pc.remoteDescription.sdp);
  }

  /** With a goodbye. */
  async stop(): Promise<void> {
    await this.page.evaluate(async () => {
      await window.client.stop();
      window.pc.close();
    });
  }
}
