import { isSecretOf, memoryRateLimiter, networkOf, type RateLimiter, srtPassphrase } from '#access';
import { type Clock, type Log, ShowError } from '#kernel';
import type { FeedCommand } from '../feed/feed-command.js';
import type { IngestLink } from '../link/ingest-link.js';
import { Libsrt, type SrtCaller as SrtCall, type SrtEpoll } from './libsrt.js';
import { SrtCaller } from './srt-caller.js';
import { keyOfStreamId } from './stream-id.js';

export interface SrtListenerOptions {
  host: string;
  port: number;
  /** Passphrases follow from keys by it; nothing while the server has not told it. */
  secret: () => string | undefined;
  ffmpeg: FeedCommand;
  link: Pick<IngestLink, 'claim' | 'wants' | 'note' | 'gone'>;
  clock: Clock;
  log: Log;
}

const MOST_CALLERS = 200;
const MOST_OF_ONE_NETWORK = 20;
/** Keys that were right once and are no more: each costs a question to the server. */
const WRONG_KEYS = { burst: 20, perMinute: 20 };
/** Of one caller, before it is the next one's turn. */
const MOST_MESSAGES_A_TURN = 32;
const RETRY_MS = 100;
/** SRT's own codes for applications, after those of HTTP; 402 is overload. */
const REFUSAL = { wrongKey: 1_401, full: 1_402, notReady: 1_503 };

/** The UDP port that encoders send to by SRT: any number of them, known by their stream id. */
export class SrtListener {
  readonly #options: SrtListenerOptions;
  readonly #srt: Libsrt;
  readonly #listening: number;
  readonly #epoll: SrtEpoll;
  readonly #wrongKeys: RateLimiter = memoryRateLimiter('srt-wrong-keys', WRONG_KEYS);
  readonly #callers = new Map<number, { caller: SrtCaller; network: string }>();
  readonly #served: Promise<void>;
  #isClosed = false;

  /** Throws where the port is taken or the machine has no libsrt. */
  static open(options: SrtListenerOptions): SrtListener {
    const srt = Libsrt.find();
    if (srt === undefined)
      throw new ShowError({
        code: 'no-libsrt',
        message: 'this machine has no libsrt. Install it (Debian: libsrt1.5-gnutls), or set the port to 0.',
        blame: 'config',
      });
    return new SrtListener(options, srt);
  }

  private constructor(options: SrtListenerOptions, srt: Libsrt) {
    this.#options = options;
    this.#srt = srt;
    this.#listening = srt.listen(options.host, options.port, (streamId) => this.#judge(streamId));
    this.#epoll = srt.epoll();
    this.#epoll.add(this.#listening);
    this.#served = this.#serve();
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#served;
    await Promise.all([...this.#callers.values()].map(({ caller }) => caller.close()));
    await this.#srt.close(this.#listening);
    this.#epoll.close();
    await this.#srt.cleanup();
  }

  /**
   * In a handshake, which cannot wait for the server: only this site's answers have a key with its passphrase.
   * The server says afterwards whether it still is the key of an input.
   */
  #judge(streamId: string): { passphrase: string } | { refusal: number } {
    const secret = this.#options.secret();
    const key = keyOfStreamId(streamId);
    if (secret === undefined) return { refusal: REFUSAL.notReady };
    if (!isSecretOf('input-key', key)) return { refusal: REFUSAL.wrongKey };
    if (this.#callers.size >= MOST_CALLERS) return { refusal: REFUSAL.full };
    return { passphrase: srtPassphrase(secret, key) };
  }

  async #serve(): Promise<void> {
    const { clock, log } = this.#options;
    while (!this.#isClosed) {
      const ready = await this.#epoll.wait();
      if (ready === undefined) {
        log.warn('ingest.srt | cannot wait for callers');
        await clock.sleep(RETRY_MS);
        continue;
      }
      for (const socket of ready) {
        if (socket === this.#listening) this.#acceptAll();
        else this.#receive(socket);
      }
    }
  }

  #acceptAll(): void {
    for (;;) {
      const call = this.#srt.accept(this.#listening);
      if (call === undefined) return;
      this.#take(call);
    }
  }

  #take({ socket, streamId, address }: SrtCall): void {
    const network = networkOf(address);
    const ofNetwork = [...this.#callers.values()].filter((each) => each.network === network).length;
    if (this.#callers.size >= MOST_CALLERS || ofNetwork >= MOST_OF_ONE_NETWORK) {
      void this.#srt.close(socket);
      return;
    }
    const { ffmpeg, link, clock, log } = this.#options;
    const caller = new SrtCaller({
      key: keyOfStreamId(streamId),
      ffmpeg,
      link,
      clock,
      log,
      mayTry: async () => (await this.#wrongKeys.take(network)).allowed,
      wasRight: () => void this.#wrongKeys.giveBack(network),
      ended: () => this.#hangUp(socket),
    });
    this.#callers.set(socket, { caller, network });
    this.#epoll.add(socket);
  }

  #receive(socket: number): void {
    const caller = this.#callers.get(socket)?.caller;
    if (caller === undefined) {
      this.#hangUp(socket);
      return;
    }
    for (let count = 0; count < MOST_MESSAGES_A_TURN; count += 1) {
      const message = this.#srt.receive(socket);
      if (message === 'wait') return;
      if (message === 'gone') {
        void caller.close();
        return;
      }
      caller.push(message);
    }
  }

  #hangUp(socket: number): void {
    this.#callers.delete(socket);
    this.#epoll.remove(socket);
    void this.#srt.close(socket);
  }
}
