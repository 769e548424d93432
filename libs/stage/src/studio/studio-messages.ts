import { LIMITS, type StudioMessage } from '#protocol';

/** The newest messages of the private chat, oldest first; older ones are dropped. They end with the stage. */
export class StudioMessages {
  #kept: readonly StudioMessage[] = [];

  get newest(): readonly StudioMessage[] {
    return this.#kept;
  }

  add(message: StudioMessage): void {
    this.#kept = [...this.#kept, message].slice(-LIMITS.studioMessages);
  }

  clear(): void {
    this.#kept = [];
  }
}
