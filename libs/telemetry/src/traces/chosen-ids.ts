import { randomBytes } from 'node:crypto';

/** Ids of the next span where they are known; random ones otherwise. */
export class ChosenIds {
  #traceId: string | undefined;
  #spanId: string | undefined;

  choose({ traceId, spanId }: { traceId?: string | undefined; spanId?: string | undefined }): void {
    this.#traceId = traceId;
    this.#spanId = spanId;
  }

  generateTraceId(): string {
    return this.#traceId ?? randomBytes(16).toString('hex');
  }

  generateSpanId(): string {
    return this.#spanId ?? randomBytes(8).toString('hex');
  }
}
