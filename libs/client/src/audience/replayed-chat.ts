import { type Playhead, systemTimer, type Timer } from '../in-step/playhead-watch.js';
import { Observed } from '../observed.js';

/** As `GET /shows/ID/chat-replay` answers. */
export interface ReplayedMessage {
  id: string;
  name: string;
  role: string;
  personId: string;
  text: string;
  hiddenFor: string | null;
  /** What happened to the person, who said nothing. */
  event: string | null;
  at: string;
  programmeAt: string;
}

export interface ReplayedChatOptions {
  /** What was said from one time until before another, oldest first: the first `limit` messages of it. */
  load(fromMs: number, toMs: number, limit: number): Promise<readonly ReplayedMessage[]>;
  playhead: Playhead;
  timer?: Timer;
}

/** Loaded and kept as a whole. */
const WINDOW_MS = 120_000;
const KEPT_WINDOWS = 30;
/** Messages of one request, the most that the server gives, and requests of one window. */
const PAGE = 500;
const PAGES = 10;
/** The next window is loaded so long before the playhead gets there. */
const AHEAD_MS = 20_000;
const LOOK_EVERY_MS = 250;
/** The next message may be nearer: at the usual rate of playing it is looked for at its moment. */
const LOOK_SOONEST_MS = 15;
/** After a failure. */
const AGAIN_MS = 5_000;
const SHOWN = 200;

/** The chat of a recording at the playhead: forward as it was said, back and forth with every seek. */
export class ReplayedChat {
  readonly messages = new Observed<readonly ReplayedMessage[]>([]);
  /** A part around the playhead could not be loaded; it is tried again. */
  readonly isMissing = new Observed(false);
  readonly #options: ReplayedChatOptions;
  readonly #timer: Timer;
  readonly #windows = new Map<number, readonly ReplayedMessage[] | 'loading' | 'failed'>();
  #cancel: () => void = () => undefined;
  #isClosed = false;

  constructor(options: ReplayedChatOptions) {
    this.#options = options;
    this.#timer = options.timer ?? systemTimer;
    this.#look();
  }

  close(): void {
    this.#isClosed = true;
    this.#cancel();
    this.messages.close();
    this.isMissing.close();
  }

  #look(): void {
    if (this.#isClosed) return;
    this.#cancel();
    const nowMs = this.#options.playhead();
    let nextMs = LOOK_EVERY_MS;
    if (nowMs !== null) {
      const last = Math.floor(nowMs / WINDOW_MS);
      for (const index of new Set([last - 1, last, Math.floor((nowMs + AHEAD_MS) / WINDOW_MS)]))
        if (!this.#windows.has(index)) this.#load(index);
      nextMs = this.#show(nowMs, last);
    }
    this.#cancel = this.#timer.after(nextMs, () => this.#look());
  }

  /** Answers when to look again. */
  #show(nowMs: number, last: number): number {
    const parts = [this.#windows.get(last - 1), this.#windows.get(last)];
    this.#setMissing(parts.includes('failed'));
    const loaded = parts.flatMap((part) => (typeof part === 'object' ? part : []));
    const isSaid = ({ programmeAt }: ReplayedMessage) => Date.parse(programmeAt) <= nowMs;
    const shown = loaded.filter(isSaid).slice(-SHOWN);
    const next = loaded.find((message) => !isSaid(message));
    const now = this.messages.value;
    if (shown.length !== now.length || shown.at(-1) !== now.at(-1) || shown[0] !== now[0])
      this.messages.set(shown);
    const inMs = next === undefined ? LOOK_EVERY_MS : Date.parse(next.programmeAt) - nowMs;
    return Math.min(LOOK_EVERY_MS, Math.max(LOOK_SOONEST_MS, inMs));
  }

  #setMissing(isMissing: boolean): void {
    if (this.isMissing.value !== isMissing) this.isMissing.set(isMissing);
  }

  #load(index: number): void {
    this.#windows.set(index, 'loading');
    this.#loadWhole(index * WINDOW_MS).then(
      (messages) => this.#loaded(index, messages),
      () => {
        this.#windows.set(index, 'failed');
        this.#timer.after(AGAIN_MS, () => this.#windows.delete(index));
      },
    );
  }

  /** Page by page. Each page begins at the time of the last message before it, so that both may have a message. */
  async #loadWhole(fromMs: number): Promise<readonly ReplayedMessage[]> {
    const found = new Map<string, ReplayedMessage>();
    let nextMs = fromMs;
    for (let page = 0; page < PAGES; page += 1) {
      const messages = await this.#options.load(nextMs, fromMs + WINDOW_MS, PAGE);
      for (const message of messages) found.set(message.id, message);
      const last = messages.at(-1);
      if (last === undefined || messages.length < PAGE) break;
      nextMs = Date.parse(last.at);
    }
    return [...found.values()];
  }

  #loaded(index: number, messages: readonly ReplayedMessage[]): void {
    if (this.#isClosed) return;
    this.#windows.set(index, messages);
    const [first] = this.#windows.keys();
    if (this.#windows.size > KEPT_WINDOWS && first !== undefined) this.#windows.delete(first);
    this.#look();
  }
}
