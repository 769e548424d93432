import { type Span, SpanBatch } from '#kernel';
import type { SentMedium } from '#origin';
import { isTracedPart, type PackagerEvents, partTrace } from '#packager';

type PublishedPart = PackagerEvents['part-published'];

interface TracedPart {
  publishedMs: number;
  responses: number;
}

/** Of the thousands that may ask for one part. */
const MOST_RESPONSES = 3;
const MOST_PARTS = 200;
/** `SESSION/RENDITION/MSN.PART.m4s` */
const PART_NAME = /\/(\d{1,9})\.(\d{1,4})\.[a-z0-9]+$/;

/** The life of some parts in this process: from their publication to the responses that carry them. */
export class PartTraces {
  readonly #spans = new SpanBatch();
  readonly #parts = new Map<string, TracedPart>();

  part(showId: string, { renditionId, msn, part, atWallMs, behindMs }: PublishedPart): void {
    if (!isTracedPart(msn, part)) return;
    const { traceId, rootId } = partTrace(showId, renditionId, msn, part);
    this.#parts.set(traceId, { publishedMs: atWallMs, responses: 0 });
    for (const oldest of this.#parts.keys()) {
      if (this.#parts.size <= MOST_PARTS) break;
      this.#parts.delete(oldest);
    }
    this.#spans.add({
      name: 'part.publish',
      ...{ traceId, parentId: rootId, startMs: atWallMs - behindMs, endMs: atWallMs },
      attributes: { 'proscenium.show': showId, 'proscenium.rendition': renditionId },
    });
  }

  sent({ showId, renditionId, name, status, askedWallMs, sentWallMs }: SentMedium): void {
    const [, msn, index] = PART_NAME.exec(name) ?? [];
    if (msn === undefined || !isTracedPart(Number(msn), Number(index))) return;
    const { traceId, rootId } = partTrace(showId, renditionId, Number(msn), Number(index));
    const part = this.#parts.get(traceId);
    if (part === undefined || part.responses >= MOST_RESPONSES) return;
    part.responses += 1;
    this.#spans.add({
      name: 'part.response',
      ...{ traceId, parentId: rootId, startMs: askedWallMs, endMs: sentWallMs },
      attributes: {
        'proscenium.show': showId,
        'proscenium.rendition': renditionId,
        'http.response.status_code': status,
        'proscenium.held': askedWallMs < part.publishedMs,
      },
    });
  }

  take(): Span[] {
    return this.#spans.take();
  }
}
