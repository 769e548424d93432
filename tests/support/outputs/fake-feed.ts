import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TypedEvents } from '#kernel';
import type { FeedRendition, FeedSegment, ProgrammeFeed, ProgrammeFeedEvents } from '#outputs';

const SEGMENT_SECONDS = 2;
const ANCHOR_MS = 1_700_000_000_000;
const RENDITIONS: FeedRendition[] = [
  { id: 'video-360', kind: 'video', height: 360, targetBitrate: 1 },
  { id: 'audio', kind: 'audio', targetBitrate: 1 },
];

/** What a programme publishes, as its log has it: all nodes have the same bytes under the same names. */
export class FakeFeed implements ProgrammeFeed {
  readonly events = new TypedEvents<ProgrammeFeedEvents>();
  readonly renditions = RENDITIONS;
  readonly anchorWallMs = ANCHOR_MS;
  readonly isEnded = false;
  readonly showId: string;
  readonly #listed = new Map<string, FeedSegment[]>();
  readonly #forgotten = new Set<string>();

  constructor(showId: string) {
    this.showId = showId;
  }

  get all(): FeedSegment[] {
    return [...this.#listed.values()].flat();
  }

  publish(...numbers: number[]): void {
    for (const msn of numbers)
      for (const { id } of RENDITIONS) {
        const segment = segmentOf(id, msn);
        this.#listed.set(id, [...(this.#listed.get(id) ?? []), segment]);
        this.events.emit('segment', { renditionId: id, segment });
      }
  }

  /** Listed no more, and gone from memory. */
  forget(...numbers: number[]): void {
    for (const [id, segments] of this.#listed) {
      for (const { uri, msn } of segments) if (numbers.includes(msn)) this.#forgotten.add(uri);
      this.#listed.set(
        id,
        segments.filter(({ msn }) => !numbers.includes(msn)),
      );
    }
  }

  segmentsOf(renditionId: string): readonly FeedSegment[] {
    return this.#listed.get(renditionId) ?? [];
  }

  bytesOf(uri: string): Buffer | undefined {
    if (uri.endsWith('.mp4')) return MAPS[uri.includes('audio') ? 'audio' : 'video'];
    return this.#forgotten.has(uri) ? undefined : Buffer.from(`the bytes of ${uri}`);
  }
}

const mapOf = (kind: string) =>
  readFileSync(join(import.meta.dirname, '../../fixtures/fmp4', `${kind}-init.mp4`));
const MAPS = { video: mapOf('video'), audio: mapOf('audio') };

const segmentOf = (renditionId: string, msn: number): FeedSegment => ({
  msn,
  uri: `s/${renditionId}/${msn}.m4s`,
  mapUri: `s/${renditionId}/init-1.mp4`,
  startSeconds: (msn - 1) * SEGMENT_SECONDS,
  endSeconds: msn * SEGMENT_SECONDS,
  programDateTimeMs: ANCHOR_MS + (msn - 1) * SEGMENT_SECONDS * 1_000,
  discontinuity: false,
  gap: false,
});
