import type { types } from 'mediasoup-client';
import type { CaptionAnswer, CaptionFrame, ServerEventData } from '#protocol';
import type { Connection } from '../signaling/connection.js';
import { timedOut, WireFailure } from '../signaling/wire-failure.js';

const ANSWER_MS = 5_000;
const OPEN_WITHIN_MS = 10_000;

/** What is said at once. */
export type CaptionLine = CaptionFrame['line'];

interface Waiting {
  resolve(): void;
  reject(failure: WireFailure): void;
  timer: ReturnType<typeof setTimeout>;
}

type Ends = { lines: types.DataProducer; answers: types.DataConsumer };
type Signals = Pick<Connection, 'on'>;

/** A captioner's lines over the stage's data channel, and the server's answer to each. */
export class CaptionChannel {
  readonly #ends: Ends;
  readonly #waiting = new Map<number, Waiting>();
  readonly #unhear: () => void;
  #lastId = 0;
  #isClosed = false;

  /** Rejects where the path carries no data. A transport that sends nothing yet connects for it. */
  static async open(
    connection: Signals,
    send: types.Transport,
    receive: types.Transport,
  ): Promise<CaptionChannel> {
    const offer = offerOn(connection);
    let lines: types.DataProducer | undefined;
    try {
      lines = await send.produceData({ label: 'captions', ordered: true });
      const { dataConsumerId: id, dataProducerId, stream } = await inTime(offer.came);
      const answers = await receive.consumeData({
        ...{ id, dataProducerId, label: 'captions' },
        sctpStreamParameters: stream as types.SctpStreamParameters,
      });
      const channel = new CaptionChannel(connection, { lines, answers });
      await inTime(Promise.all([untilOpen(lines), untilOpen(answers)]));
      return channel;
    } catch (error) {
      lines?.close();
      throw error;
    } finally {
      offer.forget();
    }
  }

  private constructor(connection: Signals, ends: Ends) {
    this.#ends = ends;
    for (const end of [ends.lines, ends.answers]) end.observer.once('close', () => this.close());
    // The server closed it: nothing in the page's own transport says so.
    this.#unhear = connection.on(
      'data.closed',
      ({ dataConsumerId }) => dataConsumerId === ends.answers.id && this.close(),
    );
    ends.answers.on('message', (text: unknown) => this.#hear(String(text)));
  }

  get isOpen(): boolean {
    const { lines, answers } = this.#ends;
    return !this.#isClosed && lines.readyState === 'open' && answers.readyState === 'open';
  }

  /** Rejects with what the server says, or with `timed-out`: whether such a line was taken nobody knows. */
  say(line: CaptionLine): Promise<void> {
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      // A channel without an answer is of no use to the next line either.
      const timer = setTimeout(() => this.close(), ANSWER_MS);
      this.#waiting.set(id, { resolve, reject, timer });
      this.#ends.lines.send(JSON.stringify({ id, line } satisfies CaptionFrame));
    });
  }

  /** May be called twice. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#unhear();
    this.#ends.lines.close();
    this.#ends.answers.close();
    for (const { reject, timer } of this.#waiting.values()) {
      clearTimeout(timer);
      reject(timedOut());
    }
    this.#waiting.clear();
  }

  #hear(text: string): void {
    const answer = JSON.parse(text) as CaptionAnswer;
    const waiting = this.#waiting.get(answer.id ?? 0);
    if (waiting === undefined) return;
    this.#waiting.delete(answer.id ?? 0);
    clearTimeout(waiting.timer);
    if (answer.ok) waiting.resolve();
    else waiting.reject(new WireFailure(answer.error));
  }
}

type Offer = ServerEventData<'data.offered'>;

/** The server's channel back may be offered before it has answered the request for the channel there. */
function offerOn(connection: Signals): { came: Promise<Offer>; forget: () => void } {
  let forget = (): void => undefined;
  const came = new Promise<Offer>((resolve) => {
    forget = connection.on('data.offered', (offer) => offer.channel === 'captions' && resolve(offer));
  });
  return { came, forget };
}

function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(timedOut()), OPEN_WITHIN_MS);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

const untilOpen = (end: types.DataProducer | types.DataConsumer): Promise<void> =>
  new Promise((resolve, reject) => {
    if (end.readyState === 'open') return resolve();
    // Both have this event; as one of two types it cannot be listened to.
    (end as types.DataProducer).on('open', resolve);
    end.observer.once('close', () => reject(timedOut()));
  });
