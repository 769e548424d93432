import { EventEmitter } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { ShowError, silentLog } from '#kernel';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import { SignalLog } from '../../../../tests/support/kernel/signal-log.js';
import type { MediaWorker } from '../media/media-worker.js';
import { FrontRow } from './front-row.js';
import type { ReceiverOffer } from './receiver-offer.js';

const WITHIN_MS = 5_000;
const OFFER: ReceiverOffer = {
  payloadTypes: { video: 96, audio: 111 },
  mids: { video: '0', audio: '1' },
  takesNack: true,
  headerExtensions: { video: [], audio: [] },
};
/** Asked of routers so far, each answered or refused by the test. */
type Asked = { what: string; answer(value: unknown): void; refuse(error: Error): void };

/** A router whose answers wait for the test; refused as mediasoup does it once the router is closed. */
class FakeRouter {
  readonly observer = new EventEmitter();
  readonly rtpCapabilities = { codecs: [], headerExtensions: [] };
  closed = false;
  readonly #asked: SignalLog<Asked>;

  constructor(asked: SignalLog<Asked>) {
    this.#asked = asked;
  }

  createPipeTransport = async () => ({
    tuple: { localAddress: '127.0.0.1', localPort: 5_000 },
    connect: async () => undefined,
    produce: async ({ kind }: { kind: string }) => ({ id: kind }),
  });

  pipeToRouter = () => this.#ask('pipe');
  createWebRtcTransport = () => this.#ask('transport');

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.observer.emit('close');
  }

  #ask(what: string): Promise<unknown> {
    return new Promise((answer, refuse) => this.#asked.push({ what, answer, refuse }));
  }
}

class Fixture {
  readonly asked = new SignalLog<Asked>();
  readonly routers: FakeRouter[] = [];
  isAlive = true;
  readonly frontRow: FrontRow;

  constructor() {
    const createRouter = async () => {
      const router = new FakeRouter(this.asked);
      this.routers.push(router);
      return router;
    };
    const isAlive = () => this.isAlive;
    const worker = {
      createRouter,
      webRtcServer: {},
      streams: 0,
      get isAlive() {
        return isAlive();
      },
    } as unknown as MediaWorker;
    this.frontRow = new FrontRow({
      pool: { place: async () => worker, findLeastLoaded: () => worker },
      send: (message) => {
        if (message.kind !== 'opened') return;
        const { pipeId, ip, port } = message;
        const rtp = { codecs: [] };
        queueMicrotask(() =>
          this.frontRow.hear({ kind: 'joined', pipeId, ip, port, video: rtp, audio: rtp }),
        );
      },
      limit: () => 10,
      clock: new ManualClock(),
      log: silentLog,
    });
  }

  next(what: string, count: number): Promise<Asked[]> {
    return this.asked.until(what, WITHIN_MS, (all) => {
      const found = all.filter((each) => each.what === what);
      return found.length < count ? undefined : found;
    });
  }

  /** Both streams lie in the hub's router. */
  async pipe(): Promise<void> {
    for (const pipe of await this.next('pipe', 2))
      pipe.answer({ pipeProducer: { id: 'piped', closed: false } });
  }
}

const raw = () => new Error('Channel request handler not found [method:WORKER_CREATE_TRANSPORT]');
const LEFT = { code: 'show-not-live', status: 409, retry: true };

describe('a programme that leaves during an offer is a show that is not live, whatever mediasoup says', () => {
  test('while a router is made for the client', async () => {
    const fixture = new Fixture();
    const receiving = fixture.frontRow.receive(OFFER);
    const pipes = await fixture.next('pipe', 2);
    fixture.frontRow.close();
    for (const pipe of pipes) pipe.refuse(raw());
    await expect(receiving).rejects.toMatchObject(LEFT);
    expect(fixture.frontRow.receiverCount).toBe(0);
  });

  test('while its transport is made', async () => {
    const fixture = new Fixture();
    const receiving = fixture.frontRow.receive(OFFER);
    await fixture.pipe();
    const [transport] = await fixture.next('transport', 1);
    // The programme's end of the pipe goes.
    fixture.routers[0]?.close();
    transport?.refuse(raw());
    await expect(receiving).rejects.toMatchObject(LEFT);
  });

  test('while the media worker of its router dies', async () => {
    const fixture = new Fixture();
    const receiving = fixture.frontRow.receive(OFFER);
    const pipes = await fixture.next('pipe', 2);
    fixture.isAlive = false;
    for (const pipe of pipes) pipe.refuse(raw());
    await expect(receiving).rejects.toMatchObject(LEFT);
  });
});

test('a fault of ours while the programme is there stays one', async () => {
  const fixture = new Fixture();
  const receiving = fixture.frontRow.receive(OFFER);
  await fixture.pipe();
  const [transport] = await fixture.next('transport', 1);
  transport?.refuse(raw());
  await expect(receiving).rejects.toThrow('handler not found');
  await expect(receiving).rejects.not.toBeInstanceOf(ShowError);
});
