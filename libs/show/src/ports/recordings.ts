import type { CaptionIndex, RecordingEdit, RecordingSummary } from '#outputs';

/** The recordings of shows, wherever they lie. REST calls it. */
export interface Recordings {
  /** The newest first; of one stretch of the show, the main format first. */
  of(showId: string): Promise<readonly RecordingSummary[]>;
  find(showId: string, recordingId: string): Promise<RecordingSummary | undefined>;
  /** What was said of what is played; nothing where that is not known. Rejects while it cannot be read. */
  captionsOf(recording: RecordingSummary, language: string): Promise<CaptionIndex | undefined>;
  /** With all its files. A recording that is being written goes on as another one. */
  remove(showId: string, recordingId: string): void;
  /** False while the outputs are away. What is made again is there after its jobs. */
  edit(recordingId: string, edit: RecordingEdit): boolean;
  /** With its files. Nothing happens while the outputs are away. */
  removeClip(recording: RecordingSummary, clipId: string): void;
}
