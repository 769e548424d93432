import type { PipeTransport, Producer, Router } from 'mediasoup/types';
import { type Clock, ShowError, TypedEvents, Waiters } from '#kernel';
import type { MediaWorker } from '../media/media-worker.js';
import type { FromFrontRowSource, ToFrontRowSource } from './front-row-messages.js';

/** Programme and server are on one machine; between machines a pipe needs another address and SRTP. */
const LOOPBACK = '127.0.0.1';
const JOINS_WITHIN_MS = 3_000;

type Joined = Extract<FromFrontRowSource, { kind: 'joined' }>;

export interface FrontRowEntryOptions {
  pipeId: string;
  worker: MediaWorker;
  send(message: ToFrontRowSource): void;
  clock: Clock;
}

/** The programme's streams as they come out of the pipe: where hubs of this show take them from. */
export class FrontRowEntry {
  readonly events = new TypedEvents<{ closed: undefined }>();
  readonly pipeId: string;
  readonly router: Router;
  readonly #send: FrontRowEntryOptions['send'];
  readonly #pipe: PipeTransport;
  readonly #joined: Waiters<'joined', Joined>;
  #streams: { video: Producer; audio: Producer } | undefined;

  static async create(options: FrontRowEntryOptions): Promise<FrontRowEntry> {
    const router = await options.worker.createRouter();
    try {
      const pipe = await router.createPipeTransport({
        listenInfo: { protocol: 'udp', ip: LOOPBACK },
        enableRtx: true,
      });
      return new FrontRowEntry(options, router, pipe);
    } catch (error) {
      router.close();
      throw error;
    }
  }

  private constructor({ pipeId, send, clock }: FrontRowEntryOptions, router: Router, pipe: PipeTransport) {
    this.pipeId = pipeId;
    this.router = router;
    this.#send = send;
    this.#pipe = pipe;
    this.#joined = new Waiters(clock);
    router.observer.once('close', () => {
      this.#joined.close(notOnAir());
      this.events.emit('closed', undefined);
      this.events.clear();
    });
  }

  get isClosed(): boolean {
    return this.router.closed;
  }

  get video(): Producer {
    return this.#get().video;
  }

  get audio(): Producer {
    return this.#get().audio;
  }

  /** Resolves when the programme's packets are awaited here. */
  async join(): Promise<void> {
    const { localAddress: ip, localPort: port } = this.#pipe.tuple;
    const joining = this.#joined.wait('joined', JOINS_WITHIN_MS, notOnAir);
    this.#send({ kind: 'opened', pipeId: this.pipeId, ip, port });
    const joined = await joining;
    await this.#pipe.connect({ ip: joined.ip, port: joined.port });
    const [video, audio] = await Promise.all([
      this.#pipe.produce({ kind: 'video', rtpParameters: joined.video }),
      this.#pipe.produce({ kind: 'audio', rtpParameters: joined.audio }),
    ]);
    this.#streams = { video, audio };
  }

  hear(message: FromFrontRowSource): void {
    if (message.pipeId !== this.pipeId) return;
    if (message.kind === 'joined') this.#joined.release('joined', message);
    else this.router.close();
  }

  close(): void {
    if (this.isClosed) return;
    this.#send({ kind: 'closed', pipeId: this.pipeId });
    this.router.close();
  }

  #get(): { video: Producer; audio: Producer } {
    if (this.#streams === undefined) throw new Error('the pipe is not joined yet');
    return this.#streams;
  }
}

const notOnAir = (): ShowError =>
  new ShowError({
    code: 'show-not-live',
    message: 'The programme is not there at the moment. Try again in a second.',
    blame: 'us',
    retry: true,
    status: 409,
  });
