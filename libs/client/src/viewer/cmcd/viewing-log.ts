import type { ViewerState } from '../viewer-state.js';
import { type CmcdFields, cmcdRow } from './cmcd-row.js';

export interface ViewingLogOptions {
  showId: string;
  /** A random id of this viewing, which names no person. */
  sessionId: string;
}

/** Rows kept between two reports; the oldest are dropped. */
const MOST_ROWS = 50;
/** A key of our own: CMCD has none for the time that was played. */
const PLAYED_KEY = 'proscenium-played';

/** What a viewer saw since the last report, as rows of CMCD: start, latency, stalls, bitrate, faults. */
export class ViewingLog {
  readonly #options: ViewingLogOptions;
  #rows: CmcdFields[] = [];
  #host: string | null = null;
  #askedAtMs: number | undefined;
  #waitsSinceMs: number | undefined;
  /** How long each wait since the last sample took that is over, in milliseconds. */
  #waits: number[] = [];
  #stallsBefore = 0;
  #fault: string | null = null;
  #hasStarted = false;

  constructor(options: ViewingLogOptions) {
    this.#options = options;
  }

  /** At each change. */
  changed({ phase, buffering, fault, mediaHost }: ViewerState, nowMs: number, wallMs: number): void {
    this.#host = mediaHost;
    if (phase === 'playing') this.#started(nowMs, wallMs);
    else if (phase === 'loading') this.#askedAtMs ??= nowMs;
    else if (phase === 'waiting') this.#askedAtMs = undefined;
    this.#waiting(phase === 'playing' && buffering, nowMs);
    const trouble = phase === 'unsupported' ? phase : fault;
    if (trouble !== null && trouble !== this.#fault)
      this.#add(wallMs, { e: 'e', ec: [trouble], sta: phase === 'unsupported' ? 'f' : 'r' });
    this.#fault = trouble;
  }

  /** After each `everyMs` in which the viewer watched. */
  sample(state: ViewerState, everyMs: number, wallMs: number): void {
    const { latencyS, stalls, isLive, qualities, playingQuality } = state;
    this.#tellStalls(stalls - this.#stallsBefore, wallMs);
    this.#stallsBefore = stalls;
    const quality = qualities.find(({ index }) => index === playingQuality);
    this.#add(wallMs, {
      e: 't',
      sta: 'p',
      [PLAYED_KEY]: everyMs,
      // A rewound viewer is behind on purpose, which says nothing of the delivery.
      ltc: isLive && latencyS !== null ? latencyS * 1_000 : undefined,
      br: quality === undefined ? undefined : quality.bitsPerSecond / 1_000,
    });
  }

  take(): string[] {
    const { showId: cid, sessionId: sid } = this.#options;
    const whole = { cid, sid, h: this.#host ?? undefined, sf: 'h', st: 'l', v: 2 };
    return this.#rows.splice(0).map((fields) => cmcdRow({ ...fields, ...whole }));
  }

  #started(nowMs: number, wallMs: number): void {
    if (this.#hasStarted) return;
    this.#hasStarted = true;
    if (this.#askedAtMs !== undefined) this.#add(wallMs, { e: 'ps', sta: 'p', msd: nowMs - this.#askedAtMs });
  }

  #waiting(isWaiting: boolean, nowMs: number): void {
    if (isWaiting) this.#waitsSinceMs ??= nowMs;
    else if (this.#waitsSinceMs !== undefined) {
      this.#waits.push(nowMs - this.#waitsSinceMs);
      this.#waitsSinceMs = undefined;
    }
  }

  /** The player waits after a jump too, which is no stall. It counts the stalls, and the longest waits are taken for them. */
  #tellStalls(count: number, wallMs: number): void {
    const waits = this.#waits.splice(0).sort((a, b) => b - a);
    for (const bsd of waits.slice(0, Math.max(0, count))) this.#add(wallMs, { e: 'ps', sta: 'p', bsd });
  }

  #add(wallMs: number, fields: CmcdFields): void {
    this.#rows.push({ ...fields, ts: wallMs });
    if (this.#rows.length > MOST_ROWS) this.#rows.shift();
  }
}
