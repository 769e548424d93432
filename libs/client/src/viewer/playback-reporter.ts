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
/** The server takes no more in one batch. */
const MOST_REPORTS = 12;

interface Report {
  latencyMs: number;
  stalls: number;
}

/** Reports the latency of this viewer to the server in batches, which is also how viewers are counted. */
export class PlaybackReporter {
  readonly #options: ReporterOptions;
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #onHide = () => this.#send(false);
  #reports: Report[] = [];
  #samples = 0;
  #playedMs = 0;
  #stallsBefore = 0;
  #isCounted = false;

  constructor(options: ReporterOptions) {
    this.#options = options;
    this.#timer = setInterval(() => this.#sample(), REFRESH_EVERY_MS);
    addEventListener('pagehide', this.#onHide);
  }

  close(): void {
    clearInterval(this.#timer);
    removeEventListener('pagehide', this.#onHide);
    this.#send(false);
  }

  #sample(): void {
    const { phase, latencyS, stalls, isLive } = this.#options.viewer.state.value;
    this.#samples += 1;
    if (phase === 'playing') {
      this.#playedMs += REFRESH_EVERY_MS;
      // A rewound viewer is behind on purpose, which says nothing of the delivery.
      if (latencyS !== null && isLive) {
        this.#reports.push({ latencyMs: Math.round(latencyS * 1_000), stalls: stalls - this.#stallsBefore });
        this.#stallsBefore = stalls;
      }
    }
    // Counted as soon as there are a frame and a ticket, which comes after it: the next batch is seconds away.
    const isNew = !this.#isCounted && phase === 'playing' && this.#options.ticket?.() !== undefined;
    if (isNew || this.#samples % SAMPLES_A_BATCH === 0) this.#send(phase === 'playing');
  }

  #send(playing: boolean): void {
    const { showId, ticket, reportToken } = this.#options;
    const origin = this.#options.origin ?? '';
    const token = reportToken();
    const reports = this.#reports.splice(0).slice(-MOST_REPORTS);
    if (reports.length > 0 && token !== undefined)
      post(`${origin}/live-reports/t/${token}/${showId}`, { reports });
    const text = ticket?.();
    const playedMs = this.#playedMs;
    if (text === undefined || (playedMs === 0 && !playing)) return;
    this.#playedMs = 0;
    this.#isCounted = true;
    post(`${origin}/api/v1/shows/${showId}/heartbeats`, { playedMs, playing }, text);
  }
}

function post(url: string, body: unknown, ticket?: string): void {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (ticket !== undefined) headers.authorization = `Bearer ${ticket}`;
  // `keepalive` lets the last one out while the page goes. A lost report is a gap in a curve, no more.
  void fetch(url, { method: 'POST', keepalive: true, headers, body: JSON.stringify(body) }).catch(() => {});
}
