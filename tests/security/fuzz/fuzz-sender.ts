import { PROTOCOL_VERSION } from '#protocol';
import { type Random, seededRandom } from '../../support/kernel/seeded-random.js';
import { StagePage } from '../../support/stage/stage-page.js';
import { jsonOf } from './corpus.js';
import { type Json, mutateJson } from './mutate-json.js';

/**
 * Up to here a message that is too large is answered; above it the gateway closes the socket. The rest of the 128 KiB that it
 * takes is for the name and the number of the message.
 */
const CUT_ABOVE_BYTES = 127 * 1024;
/** These end what the others are about. */
const LEFT_OUT = ['session.leave', 'programme.go-live', 'programme.end'];

export interface FuzzSenderOptions {
  url: string;
  ticket: string;
  tabId: string;
  seed: number;
}

export interface Poured {
  answered: number;
  /** Not read, since too many came before; sent by a new socket instead. */
  refused: number;
  /** The socket was closed over a message that is larger than any may be. */
  cut: number;
  /** Answers that are our fault, and messages without any. */
  faults: string[];
}

/** A guest who sends nothing but spoilt messages, one after the other, as fast as they are answered. */
export class FuzzSender {
  readonly #options: FuzzSenderOptions;
  readonly #random: Random;
  readonly #corpus: readonly { name: string; data: Json }[];

  constructor(options: FuzzSenderOptions) {
    this.#options = options;
    this.#random = seededRandom(options.seed);
    this.#corpus = jsonOf<{ name: string; data: Json }[]>('messages.json').filter(
      ({ name }) => !LEFT_OUT.includes(name),
    );
  }

  /** Sends so many that are read, or rightly not. */
  async pour(messages: number, sent: (count: number) => void): Promise<Poured> {
    const poured: Poured = { answered: 0, refused: 0, cut: 0, faults: [] };
    let page = await this.#open();
    while (poured.answered + poured.cut < messages) {
      const { name, data } = this.#next();
      const isStillOpen = await this.#send(page, name, data, poured);
      if (!isStillOpen) {
        page.close();
        page = await this.#open();
      }
      sent(poured.answered + poured.cut);
    }
    page.close();
    return poured;
  }

  async #send(page: StagePage, name: string, data: Json, poured: Poured): Promise<boolean> {
    const shown = () => `${name} ${JSON.stringify(data).slice(0, 200)}`;
    try {
      const answer = await page.send(name, data);
      const code = answer.ok ? 'ok' : answer.error.code;
      // A new socket has a new allowance: what follows is read again.
      if (code === 'too-many-messages') poured.refused += 1;
      else poured.answered += 1;
      if (code === 'internal') poured.faults.push(shown());
      return code !== 'too-many-messages';
    } catch (error) {
      poured.cut += 1;
      if (Buffer.byteLength(JSON.stringify(data)) <= CUT_ABOVE_BYTES)
        poured.faults.push(`${shown()}: ${String(error)}`);
      return false;
    }
  }

  async #open(): Promise<StagePage> {
    const { url, ticket, tabId } = this.#options;
    const page = new StagePage(url, 'fuzz', tabId);
    await page.must('session.join', { version: PROTOCOL_VERSION, ticket, tabId, takeOver: true });
    // Refused to viewers and while the stage is locked: then the messages come from outside it.
    await page.ask('session.enter-stage', {});
    return page;
  }

  #next(): { name: string; data: Json } {
    const seed = this.#corpus[Math.floor(this.#random() * this.#corpus.length)];
    const { name, data } = seed ?? { name: 'session.ping', data: {} };
    return { name, data: mutateJson(data, this.#random) };
  }
}
