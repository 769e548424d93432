import { systemClock } from '#kernel';
import { PROTOCOL_VERSION } from '#protocol';
import { percentile } from '../../../support/meters/statistics.js';
import { StagePage } from '../../../support/stage/stage-page.js';
import type { FuzzedSite } from './fuzzed-site.js';
import { SiteAgent } from './site-agent.js';

const ASKS_EVERY_MS = 700;
const VISITOR = '203.0.113.7';

/** A viewer who loads playlists, a page that reads the show, a guest who pings: how long each waits for its answers. */
export class HonestClients {
  readonly #site: FuzzedSite;
  readonly #agent: SiteAgent;
  readonly #signal: AbortSignal;
  readonly #tookMs: Record<string, number[]> = { 'playlist of a live show': [], 'API read': [], ping: [] };
  readonly faults: string[] = [];

  constructor(site: FuzzedSite, signal: AbortSignal) {
    this.#site = site;
    this.#signal = signal;
    this.#agent = new SiteAgent(site.server.url, 4);
  }

  async run(): Promise<void> {
    const { liveId } = this.#site;
    await Promise.all([
      this.#every('playlist of a live show', () => this.#get(`/live/${liveId}/index.m3u8`)),
      this.#every('API read', () => this.#get(`/api/v1/shows/${liveId}`)),
      this.#ping(),
    ]);
    this.#agent.close();
  }

  get summary(): string[] {
    return Object.entries(this.#tookMs).map(([what, times]) => {
      const ms = (part: number) => `${percentile(times, part).toFixed(0)} ms`;
      return `${what}: ${times.length} answers, median ${ms(0.5)}, 99 % within ${ms(0.99)}, slowest ${ms(1)}`;
    });
  }

  async #get(path: string): Promise<void> {
    const { status } = await this.#agent.ask({ method: 'GET', path }, VISITOR);
    if (status !== 200) throw new Error(`${path} answered ${status}`);
  }

  async #ping(): Promise<void> {
    let page: StagePage | undefined;
    await this.#every('ping', async () => {
      page ??= await this.#enter();
      await page.must('session.ping', { sentWallMs: systemClock.wallMs() });
    });
    page?.close();
  }

  async #enter(): Promise<StagePage> {
    const { server, honestTicket: ticket } = this.#site;
    const page = new StagePage(server.url, 'honest', 'tab-honest');
    await page.must('session.join', { version: PROTOCOL_VERSION, ticket, tabId: 'tab-honest' });
    await page.must('session.enter-stage', {});
    return page;
  }

  async #every(what: string, ask: () => Promise<unknown>): Promise<void> {
    while (!this.#signal.aborted) {
      const askedMs = systemClock.monotonicMs();
      try {
        await ask();
        this.#tookMs[what]?.push(systemClock.monotonicMs() - askedMs);
      } catch (error) {
        if (!this.#signal.aborted) this.faults.push(`${what}: ${String(error)}`);
      }
      await systemClock.sleep(ASKS_EVERY_MS, this.#signal).catch(() => undefined);
    }
  }
}
