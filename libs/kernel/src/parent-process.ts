import { NOTICES_HANG } from './channel/liveness.js';
import type { Clock } from './clock.js';
import { TypedEvents } from './typed-events.js';

/** What a child says of itself as long as its event loop runs; it carries nothing else. */
export const ALIVE = { kind: 'alive' } as const;

export interface ParentProcessEvents {
  message: unknown;
  /** The parent is gone, however it went: its end of the channel closes with it. */
  gone: undefined;
}

/** The process of ours that started this one, as this one sees it: messages both ways over Node's IPC channel. */
export class ParentProcess {
  readonly events = new TypedEvents<ParentProcessEvents>();

  /** Nothing where this process has no parent of ours. */
  static find(): ParentProcess | undefined {
    return process.connected ? new ParentProcess() : undefined;
  }

  private constructor() {
    process.on('message', (message) => this.events.emit('message', message));
    process.once('disconnect', () => this.events.emit('gone', undefined));
  }

  send(message: unknown): void {
    if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
  }

  /** From now on the parent hears several times a second that this event loop runs. Returns the function that ends it. */
  sayAlive(clock: Clock): () => void {
    this.send(ALIVE);
    return clock.every(NOTICES_HANG.everyMs, () => this.send(ALIVE));
  }

  /** The first message; rejects when the parent goes before it. */
  first(): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.events.once('message', resolve);
      this.events.once('gone', () => reject(new Error('the parent process is gone')));
    });
  }
}
