import { SPANS_AT_MOST, type Span } from './span.js';

/** Spans until the next message: those that find it full are dropped. */
export class SpanBatch {
  #spans: Span[] = [];

  get isEmpty(): boolean {
    return this.#spans.length === 0;
  }

  add(span: Span): void {
    if (this.#spans.length < SPANS_AT_MOST) this.#spans.push(span);
  }

  take(): Span[] {
    const spans = this.#spans;
    this.#spans = [];
    return spans;
  }
}
