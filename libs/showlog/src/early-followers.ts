import type { Clock, FrameChannel } from '#kernel';
import type { LogPosition } from './position.js';
import type { ReceivedSnapshot } from './snapshot-transfer.js';
import { askState } from './state-inquiry.js';

export interface EarlyFollower {
  channel: FrameChannel;
  have: LogPosition | undefined;
}

export interface Informed {
  channel: FrameChannel;
  received: ReceivedSnapshot;
}

/** Followers that are there before the log begins; a writer that resumes asks them one after the other. */
export class EarlyFollowers {
  readonly #followers = new Set<EarlyFollower>();
  readonly #unasked: FrameChannel[] = [];
  #onFollower: (() => void) | undefined;

  add(follower: EarlyFollower): void {
    this.#followers.add(follower);
    this.#unasked.push(follower.channel);
    follower.channel.events.on('closed', () => this.#followers.delete(follower));
    this.#onFollower?.();
  }

  /** Those that are still there; the caller serves them from now on. */
  take(): EarlyFollower[] {
    const all = [...this.#followers];
    this.#followers.clear();
    return all;
  }

  /**
   * The first state that any of them has, or nothing by the deadline, which counts from the first follower: while nobody
   * follows, nobody watches either, and a follower that starts at the same time has what was published before.
   */
  async informed(
    clock: Clock,
    { deadlineMs, nobodyMs }: { deadlineMs: number; nobodyMs: number },
  ): Promise<Informed | undefined> {
    if (this.#unasked.length === 0) await this.#another(clock, nobodyMs);
    if (this.#unasked.length === 0) return undefined;
    const untilMs = clock.monotonicMs() + deadlineMs;
    for (let left = deadlineMs; left > 0; left = untilMs - clock.monotonicMs()) {
      const channel = this.#unasked.shift();
      if (!channel) {
        await this.#another(clock, left);
        continue;
      }
      const received = await askState(channel, clock, left);
      if (received) return { channel, received };
    }
    return undefined;
  }

  #another(clock: Clock, deadlineMs: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = clock.after(deadlineMs, resolve);
      this.#onFollower = () => {
        cancel();
        this.#onFollower = undefined;
        resolve();
      };
    });
  }
}
