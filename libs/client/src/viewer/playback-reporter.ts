import { ViewingLog } from './cmcd/viewing-log.js';
import type { ViewerClient } from './viewer-client.js';

export interface ReporterOptions {
  viewer: ViewerClient;
  showId: string;
  /** Where the server is, when it is not where the page came from. */
  origin?: string;
  /** Came with the show or the ticket. Until it is there nothing is reported. */
  reportToken: () => string | undefined;
  /** Counts this viewer once, over reloads and reconnects. */
  ticket?: () => string | undefined;
}

const REFRESH_EVERY_MS = 2_000;
const SAMPLES_A_BATCH = 5;

/**
 * Reports to the server in batches what this viewer sees, as CMCD version 2 in event mode; and that it is watched, which
 * is how viewers are counted.
 */
export class PlaybackReporter {
  readonly #options: ReporterOptions;
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #onHide = () => this.#send(false);
  readonly #log: ViewingLog;
  readonly #unwatch: () => void;
  #samples = 0;
  #playedMs = 0;
  #isCounted = false;

  constructor(options: ReporterOptions) {
    this.#options = options;
    const { viewer, showId } = options;
    this.#log = new ViewingLog({ showId, sessionId: crypto.randomUUID() });
    const note = () => this.#log.changed(viewer.state.value, performance.now(), Date.now());
    note();
    this.#unwatch = viewer.state.watch(note);
    this.#timer = setInterval(() => this.#sample(), REFRESH_EVERY_MS);
    addEventListener('pagehide', this.#onHide);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#unwatch();
    removeEventListener('pagehide', this.#onHide);
    this.#send(false);
  }

  #sample(): void {
    const state = this.#options.viewer.state.value;
    const { phase } = state;
    this.#samples += 1;
    if (phase === 'playing') {
      this.#playedMs += REFRESH_EVERY_MS;
      this.#log.sample(state, REFRESH_EVERY_MS, Date.now());
    }
    // Counted as soon as there are a frame and a ticket, which comes after it: the next batch is seconds away.
    const isNew = !this.#isCounted && phase === 'playing' && this.#options.ticket?.() !== undefined;
    if (isNew || this.#samples % SAMPLES_A_BATCH === 0) this.#send(phase === 'playing');
  }

  #send(playing: boolean): void {
    const { showId, ticket, reportToken } = this.#options;
    const origin = this.#options.origin ?? '';
    const token = reportToken();
    if (token !== undefined) {
      const rows = this.#log.take();
      if (rows.length > 0)
        post(`${origin}/live-reports/t/${token}/${showId}`, `${rows.join('\n')}\n`, 'application/cmcd');
    }
    const text = ticket?.();
    const playedMs = this.#playedMs;
    if (text === undefined || (playedMs === 0 && !playing)) return;
    this.#playedMs = 0;
    this.#isCounted = true;
    const beat = JSON.stringify({ playedMs, playing });
    post(`${origin}/api/v1/shows/${showId}/heartbeats`, beat, 'application/json', text);
  }
}

function post(url: string, body: string, type: string, ticket?: string): void {
  const headers: Record<string, string> = { 'content-type': type };
  if (ticket !== undefined) headers.authorization = `Bearer ${ticket}`;
  // `keepalive` lets the last one out while the page goes. A lost report is a gap in a curve, no more.
  void fetch(url, { method: 'POST', keepalive: true, headers, body }).catch(() => {});
}
