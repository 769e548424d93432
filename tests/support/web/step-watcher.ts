import type { Page } from 'playwright-core';
import type { ChatMessage } from '#protocol';
import { appearances } from './appearance-watch.js';

/** What came to stand on a page, and how far from its moment in the page's own video; positive is late. */
export interface StepOffset {
  /** A message, `pinned` or `poll`. */
  what: string;
  ms: number;
  /** The video was playing freely, so its last frame says where the playhead was. */
  isFluent: boolean;
  /** The same by the player's own playhead: what the page could know. */
  playheadMs: number;
}

/** A watch page whose video's time is known on the programme's clock, and what the server sent to it. */
export class StepWatcher {
  readonly page: Page;
  /** The programme's clock at the video's time zero: that of the first segment in its first playlist. */
  zeroMs = Number.NaN;
  /** Moments on the programme's clock of the messages that the server sent, by text. */
  readonly saidMs = new Map<string, number>();
  /** The same of what was pinned and of polls. */
  readonly #pinned: { text: string; atMs: number }[] = [];
  readonly #polls: { question: string; atMs: number }[] = [];

  /** Before the page goes anywhere. */
  constructor(page: Page) {
    this.page = page;
    page.on('response', (response) => {
      const url = response.url();
      // A later request for a playlist may be answered earlier, and a playlist of changes begins later.
      if (!/\/live\/[^/]+\/video[^/]*\.m3u8/.test(url) || url.includes('_HLS_')) return;
      const read = (text: string) => {
        const [, date = ''] = /PROGRAM-DATE-TIME:(\S+)/.exec(text) ?? [];
        if (Number.isNaN(this.zeroMs)) this.zeroMs = Date.parse(date);
      };
      // A page that is closed meanwhile has no text.
      void response.text().then(read, () => undefined);
    });
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => this.#hear(String(payload))),
    );
  }

  async offsets(): Promise<StepOffset[]> {
    const seen = await appearances(this.page);
    const offset = (what: string, atMs: number, isIt: (text: string) => boolean): StepOffset[] => {
      const found = seen.find(({ text }) => isIt(text));
      if (!found) return [];
      const { mediaMs, playheadMs, isFluent } = found;
      const offMs = this.zeroMs - atMs;
      return [{ what, ms: offMs + mediaMs, isFluent, playheadMs: offMs + playheadMs }];
    };
    return [
      ...[...this.saidMs].flatMap(([text, atMs]) => offset(text, atMs, (shown) => shown.includes(text))),
      ...this.#pinned.flatMap(({ text, atMs }) => offset('pinned', atMs, (shown) => shown === text)),
      ...this.#polls.flatMap(({ question, atMs }) =>
        offset('poll', atMs, (shown) => shown.includes(question)),
      ),
    ];
  }

  async has(text: string): Promise<boolean> {
    return (await appearances(this.page)).some((each) => each.text.includes(text));
  }

  #hear(frame: string): void {
    const [, name = ''] = /^42\["([a-z.-]+)"/.exec(frame) ?? [];
    if (!['chat.messages', 'chat.pinned', 'poll.changed'].includes(name)) return;
    const [, data] = JSON.parse(frame.slice(2)) as [string, Record<string, never>];
    if (name === 'chat.messages') this.#said(data as never);
    else if (name === 'chat.pinned') this.#pin(data as never);
    else this.#polled(data as never);
  }

  #said({ messages }: { messages: ChatMessage[] }): void {
    for (const { text, programmeMs } of messages)
      if (programmeMs !== undefined) this.saidMs.set(text, programmeMs);
  }

  #pin({ message, programmeMs }: { message: ChatMessage | null; programmeMs?: number }): void {
    if (message === null || programmeMs === undefined) return;
    this.#pinned.push({ text: `${message.name} ${message.text}`, atMs: programmeMs });
  }

  #polled({ poll, programmeMs }: { poll: { question: string }; programmeMs?: number }): void {
    const isKnown = this.#polls.some(({ question }) => question === poll.question);
    if (!isKnown && programmeMs !== undefined)
      this.#polls.push({ question: poll.question, atMs: programmeMs });
  }
}
