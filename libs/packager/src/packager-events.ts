import type { SegmentRecord } from './segment-record.js';

export interface PackagerEvents {
  /** A part is fetchable. `behindMs`: from the last of its frames on the programme's clock to this moment. */
  'part-published': {
    renditionId: string;
    msn: number;
    part: number;
    durationSeconds: number;
    atWallMs: number;
    behindMs: number;
  };
  'segment-published': { renditionId: string; segment: SegmentRecord };
  /** Every rendition has a whole segment: players may come. */
  'went-live': { atWallMs: number };
  'gap-published': { renditionId: string; msn: number; durationSeconds: number };
  'run-broken': { renditionId: string; run: number };
  ended: { atWallMs: number };
}
