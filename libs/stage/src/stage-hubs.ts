import { InTurn, TypedEvents } from '#kernel';
import { Hub, type Loudness } from './media/hub.js';
import { stageRebuilding } from './media/stage-rebuilding.js';
import type { WorkerPool } from './media/worker-pool.js';

export interface StageHubsEvents {
  died: Hub;
  levels: { hub: Hub; levels: readonly Loudness[] };
  dominant: string;
}

/** Where a stage lives: on one worker, and on more when its streams outgrow it. */
export class StageHubs {
  readonly events = new TypedEvents<StageHubsEvents>();
  readonly #pool: WorkerPool;
  readonly #spreadAtStreams: number;
  readonly #hubs = new Set<Hub>();
  readonly #choosing = new InTurn();
  #isClosed = false;

  constructor(pool: WorkerPool, spreadAtStreams: number) {
    this.#pool = pool;
    this.#spreadAtStreams = spreadAtStreams;
  }

  get all(): readonly Hub[] {
    return [...this.#hubs];
  }

  /** The hub for a newcomer. One chooses at a time, so that ten who come at once do not open ten hubs. */
  choose(): Promise<Hub> {
    return this.#choosing.run(() => this.#choose());
  }

  close(): void {
    this.#isClosed = true;
    for (const hub of this.#hubs) hub.close();
    this.#hubs.clear();
    this.events.clear();
  }

  async #choose(): Promise<Hub> {
    const best = this.all.reduce<Hub | undefined>(
      (a, b) => (a === undefined || b.worker.streams < a.worker.streams ? b : a),
      undefined,
    );
    if (best === undefined) return this.#open(await this.#pool.place());
    if (best.worker.streams < this.#spreadAtStreams) return best;
    const used = new Set(this.all.map((hub) => hub.worker));
    const fresh = this.#pool.findLeastLoaded(used);
    return fresh === undefined || fresh.streams >= best.worker.streams ? best : this.#open(fresh);
  }

  async #open(worker: Hub['worker']): Promise<Hub> {
    const hub = await Hub.create(worker);
    if (this.#isClosed) {
      hub.close();
      throw stageRebuilding();
    }
    this.#hubs.add(hub);
    hub.events.on('levels', (levels) => this.events.emit('levels', { hub, levels }));
    hub.events.on('dominant', (producerId) => this.events.emit('dominant', producerId));
    hub.events.on('died', () => {
      this.#hubs.delete(hub);
      this.events.emit('died', hub);
    });
    return hub;
  }
}
