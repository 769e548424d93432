import { type Clock, InTurn, type Log, ShowError } from '#kernel';
import type { MediaWorker } from '../media/media-worker.js';
import type { WorkerPool } from '../media/worker-pool.js';
import { FrontRowEntry } from './front-row-entry.js';
import { FrontRowHub, hubKeyOf } from './front-row-hub.js';
import type { FromFrontRowSource, ToFrontRowSource } from './front-row-messages.js';
import { FrontRowReceiver } from './front-row-receiver.js';
import { NetworkShares } from './network-shares.js';
import type { ReceiverOffer } from './receiver-offer.js';

export interface FrontRowOptions {
  pool: Pick<WorkerPool, 'place' | 'findLeastLoaded'>;
  /** To the programme. */
  send(message: ToFrontRowSource): void;
  /** Receivers at once; asked at each offer. */
  limit(): number;
  clock: Clock;
  log: Log;
}

/** Without a receiver for so long the programme's packets need not come any more. */
const IDLE_MS = 30_000;
/** Routers without a receiver that stay: clients of one kind come again. Every pair of payload types would be one more. */
const SPARE_HUBS = 4;
/** Streams of one worker beyond which another one serves the next receivers. */
const SPREAD_AT_STREAMS = 400;
/** Streams that one worker carries at most. */
const MOST_STREAMS = 1_000;

/** Receivers of one programme in real time: from its own encode, through one pipe, spread over media workers. */
export class FrontRow {
  readonly #options: FrontRowOptions;
  readonly #hubs = new Map<string, FrontRowHub[]>();
  readonly #receivers = new Set<FrontRowReceiver>();
  readonly #shares = new NetworkShares();
  #entry: FrontRowEntry | undefined;
  #joining: Promise<FrontRowEntry> | undefined;
  readonly #choosing = new InTurn();
  #expected = 0;
  #nextPipe = 1;
  /** How often the programme has gone away. */
  #drops = 0;
  #cancelIdle: () => void = () => undefined;
  #isClosed = false;

  constructor(options: FrontRowOptions) {
    this.#options = options;
  }

  get receiverCount(): number {
    return this.#receivers.size;
  }

  /** What the programme says of its end of the pipe. */
  hear(message: FromFrontRowSource): void {
    this.#entry?.hear(message);
  }

  /**
   * One more receiver; refused where the limit is reached, its network has its share of it, or the programme is not
   * there.
   */
  async receive(offer: ReceiverOffer, network?: string): Promise<FrontRowReceiver> {
    const limit = this.#options.limit();
    if (this.#receivers.size + this.#expected >= limit) throw full();
    const leave = this.#shares.take(network, limit);
    if (leave === undefined) throw full();
    try {
      const receiver = await this.#receive(offer);
      if (receiver.isClosed) leave();
      else receiver.events.on('closed', leave);
      return receiver;
    } catch (error) {
      leave();
      throw error;
    }
  }

  async #receive(offer: ReceiverOffer): Promise<FrontRowReceiver> {
    this.#expected += 1;
    this.#cancelIdle();
    const drops = this.#drops;
    let hub: FrontRowHub | undefined;
    try {
      hub = await this.#hubFor(offer);
      const receiver = await FrontRowReceiver.create(hub, offer, this.#options.clock);
      if (this.#isClosed || hub.isClosed) receiver.close();
      if (receiver.isClosed) throw gone();
      this.#keep(receiver, hub);
      return receiver;
    } catch (error) {
      // A router that closes under an offer makes errors of mediasoup: for the client they all are a show that left.
      if (error instanceof ShowError || (this.#drops === drops && !hub?.isClosed)) throw error;
      this.#options.log.info('stage.front-row | the programme left during an offer', { error });
      throw gone();
    } finally {
      this.#expected -= 1;
      this.#rest();
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelIdle();
    this.#dropEntry();
  }

  #keep(receiver: FrontRowReceiver, hub: FrontRowHub): void {
    this.#receivers.add(receiver);
    receiver.events.on('closed', () => {
      this.#receivers.delete(receiver);
      this.#spare(hub);
      this.#rest();
    });
  }

  #rest(): void {
    this.#cancelIdle();
    if (this.#isClosed || this.#receivers.size + this.#expected > 0 || this.#entry === undefined) return;
    this.#cancelIdle = this.#options.clock.after(IDLE_MS, () => this.#dropEntry());
  }

  /** Its last receiver may have left. */
  #spare(hub: FrontRowHub): void {
    const all = [...this.#hubs.values()].flat();
    const idle = all.filter(({ receivers }) => receivers === 0);
    if (hub.receivers > 0 || idle.length <= SPARE_HUBS) return;
    for (const [key, hubs] of this.#hubs) {
      const kept = hubs.filter((each) => each !== hub);
      if (kept.length === 0) this.#hubs.delete(key);
      else this.#hubs.set(key, kept);
    }
    hub.close();
  }

  #dropEntry(): void {
    const entry = this.#entry;
    this.#drops += 1;
    this.#entry = undefined;
    this.#joining = undefined;
    entry?.close();
    const hubs = [...this.#hubs.values()].flat();
    this.#hubs.clear();
    for (const receiver of [...this.#receivers]) receiver.close();
    for (const hub of hubs) hub.close();
  }

  /** One chooses at a time, so that ten who come at once do not open ten hubs. */
  #hubFor(offer: ReceiverOffer): Promise<FrontRowHub> {
    return this.#choosing.run(() => this.#choose(offer));
  }

  async #choose(offer: ReceiverOffer): Promise<FrontRowHub> {
    const entry = await this.#join();
    const key = hubKeyOf(offer);
    const hubs = (this.#hubs.get(key) ?? []).filter((hub) => !hub.isClosed);
    this.#hubs.set(key, hubs);
    const best = hubs.reduce<FrontRowHub | undefined>(
      (a, b) => (a === undefined || b.worker.streams < a.worker.streams ? b : a),
      undefined,
    );
    if (best && best.worker.streams < SPREAD_AT_STREAMS) return best;
    const worker = await this.#workerBeside(hubs.map((hub) => hub.worker));
    const fresh = worker && worker.streams < (best?.worker.streams ?? MOST_STREAMS) ? worker : undefined;
    if (fresh === undefined && best && best.worker.streams < MOST_STREAMS) return best;
    if (fresh === undefined) throw full();
    const hub = await FrontRowHub.create(fresh, entry, offer).catch((error: unknown) => {
      throw fresh.isAlive && !entry.isClosed ? error : gone();
    });
    hubs.push(hub);
    return hub;
  }

  async #workerBeside(used: readonly MediaWorker[]): Promise<MediaWorker | undefined> {
    const { pool } = this.#options;
    return used.length === 0 ? pool.place() : pool.findLeastLoaded(new Set(used));
  }

  #join(): Promise<FrontRowEntry> {
    if (this.#isClosed) throw gone();
    this.#joining ??= this.#openEntry();
    return this.#joining;
  }

  async #openEntry(): Promise<FrontRowEntry> {
    const { pool, send, clock, log } = this.#options;
    const pipeId = `front_row_${this.#nextPipe}`;
    this.#nextPipe += 1;
    try {
      const entry = await FrontRowEntry.create({ pipeId, worker: await pool.place(), send, clock });
      if (this.#isClosed) {
        entry.close();
        throw gone();
      }
      this.#entry = entry;
      entry.events.on('closed', () => {
        if (this.#entry === entry) this.#dropEntry();
      });
      await entry.join();
      return entry;
    } catch (error) {
      log.warn('stage.front-row | the programme did not come', { error });
      this.#dropEntry();
      throw error;
    }
  }
}

const full = (): ShowError =>
  new ShowError({
    code: 'front-row-full',
    message: 'No more viewers in real time fit. Play the HLS stream instead.',
    blame: 'us',
    retry: true,
    status: 503,
  });

const gone = (): ShowError =>
  new ShowError({
    code: 'show-not-live',
    message: 'The programme is not there at the moment. Try again in a second.',
    blame: 'us',
    retry: true,
    status: 409,
  });
