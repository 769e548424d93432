import type { Clock } from '#kernel';
import type { Track } from '../media/track.js';

const LOOK_EVERY_MS = 100;
/** Encoders send audio every 20 ms or so: nothing for this long is an absence, and short of what a viewer waits out. */
const SILENT_AFTER_MS = 500;
/** From the announcement of media to its first packet, which may wait until an encoder of this server has started. */
const COMING_MS = 3_000;

export type Flow = 'connected' | 'sending' | 'silent';

export interface InputFlowOptions {
  tracks: () => readonly Track[];
  changed: (flow: Flow) => void;
  /** Media is announced before its first packet, or was announced and has not come. */
  comingChanged: () => void;
  clock: Clock;
}

/** Whether anything arrives of an input, held tracks included. Close it when the input ends. */
export class InputFlow {
  readonly #options: InputFlowOptions;
  readonly #stop: () => void;
  #isReading = false;
  #flow: Flow = 'connected';
  #received = 0;
  #heardMs: number;
  #cancelComing: (() => void) | undefined;

  constructor(options: InputFlowOptions) {
    this.#options = options;
    this.#heardMs = options.clock.monotonicMs();
    this.#stop = options.clock.every(LOOK_EVERY_MS, () => void this.#read());
  }

  get flow(): Flow {
    return this.#flow;
  }

  /** The sender is about to send, and no packet of it has arrived yet. */
  get isComing(): boolean {
    return this.#cancelComing !== undefined;
  }

  /**
   * The sender is about to send. Receivers are made ready before its first key frame: a sender may not answer a request
   * for another one.
   */
  announce(): void {
    if (this.#flow !== 'connected' || this.isComing) return;
    this.#cancelComing = this.#options.clock.after(COMING_MS, () => {
      this.#cancelComing = undefined;
      this.#options.comingChanged();
    });
    this.#options.comingChanged();
  }

  /** Reads at once instead of at the next interval: a packet may just have arrived. */
  look(): void {
    void this.#read();
  }

  close(): void {
    this.#stop();
    this.#endComing();
  }

  async #read(): Promise<void> {
    // A worker that answers slowly gets no second question meanwhile.
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      const stats = await Promise.all(this.#options.tracks().map(({ producer }) => producer.getStats()));
      this.#note(stats.flat().reduce((sum, { byteCount }) => sum + byteCount, 0));
    } catch {
      // A track that ended under the question: the next round has what is left.
    } finally {
      this.#isReading = false;
    }
  }

  #note(received: number): void {
    const nowMs = this.#options.clock.monotonicMs();
    if (received !== this.#received && received > 0) this.#heardMs = nowMs;
    this.#received = received;
    if (this.#heardMs === nowMs) this.#become('sending');
    else if (this.#flow === 'sending' && nowMs - this.#heardMs >= SILENT_AFTER_MS) this.#become('silent');
  }

  #become(flow: Flow): void {
    if (flow === this.#flow) return;
    this.#flow = flow;
    this.#endComing();
    this.#options.changed(flow);
  }

  #endComing(): void {
    this.#cancelComing?.();
    this.#cancelComing = undefined;
  }
}
