import type { TimedEvent } from '#showlog';

type Span = Extract<TimedEvent, { kind: 'range' }>;

const KEPT = 400;

/** Spans that a run's programme has received: one that is started again may have lost them, and takes them twice. */
export class KnownSpans {
  readonly #byId = new Map<string, Span>();

  put(event: Span): void {
    this.#byId.set(event.range.id, event);
    const [oldest] = this.#byId.keys();
    if (this.#byId.size > KEPT && oldest !== undefined) this.#byId.delete(oldest);
  }

  get all(): Iterable<Span> {
    return this.#byId.values();
  }
}
