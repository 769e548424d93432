import type { Clock, Log } from '#kernel';
import type { MediaStore } from '../media-store.js';
import type { SegmentRecord } from '../segment-record.js';
import type { JournalState, TimelineJournal } from '../timeline-journal.js';

export interface RestoreOptions {
  clock: Clock;
  log: Log;
  store?: MediaStore;
  journal?: TimelineJournal;
  /** How far back one may rewind; memory alone holds half a minute. */
  windowSeconds?: number;
  /** What this process knew before the snapshot: segments older than the snapshot's are listed again. */
  earlier?: JournalState;
  /** What other replicas published before this one was there, by rendition. The store has it, the journal does not. */
  missed?: ReadonlyMap<string, readonly SegmentRecord[]> | undefined;
}
