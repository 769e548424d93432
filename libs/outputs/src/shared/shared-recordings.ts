import { z } from 'zod';
import { KeyedTurns, type Log } from '#kernel';
import type { ObjectStore } from '../archive/object-store.js';
import { readWhole } from '../archive/read-whole.js';
import { archivePrefix } from '../archive/recording-archive.js';
import { SUMMARY_NAME } from '../recording/recording-files.js';
import { type RecordingSummary, recordingSummarySchema } from '../recording/recording-summary.js';
import { recordingsOf } from './pack-key.js';

const noteSchema = z.strictObject({
  /** The node that goes on with it. */
  holder: z.string().max(64),
  /** Show time of the first recorded frame. */
  fromSeconds: z.number(),
  recording: recordingSummarySchema,
});
export type SharedNote = z.output<typeof noteSchema>;

export interface SharedRecordingsOptions {
  open(): Promise<ObjectStore>;
  /** Of this node, the same over restarts. */
  holder: string;
  log: Log;
}

const WITHIN_MS = 5_000;
const MOST_NOTE_BYTES = 1024 ** 2;
const MOST_NOTES = 100;

/** Recordings of shows on air, as nodes know them of each other: a node that dies leaves its own to the next one. */
export class SharedRecordings {
  readonly #options: SharedRecordingsOptions;
  readonly #writing = new KeyedTurns();
  /** What the store did not take, by recording: the newest counts. */
  readonly #unwritten = new Map<string, SharedNote>();

  constructor(options: SharedRecordingsOptions) {
    this.#options = options;
  }

  /** Never waits; one at a time, the newest counts. What the store does not take now is for `noteAgain`. */
  note(recording: RecordingSummary, fromSeconds: number): Promise<void> {
    return this.#note({ holder: this.#options.holder, fromSeconds, recording });
  }

  /**
   * For every few seconds: another node must not take what is recorded here for what nobody goes on with. Of a show that
   * is not on air here any more, the note is another node's.
   */
  noteAgain(isOnAir: (showId: string) => boolean): void {
    for (const [id, note] of this.#unwritten)
      if (!isOnAir(note.recording.showId)) this.#unwritten.delete(id);
      else if (!this.#writing.has(id)) void this.#note(note);
  }

  #note(note: SharedNote): Promise<void> {
    const { id } = note.recording;
    this.#unwritten.set(id, note);
    return this.#writing.run(id, () => this.#write(note));
  }

  /** Recordings of the show that are not over. Empty where the store is away. */
  async unfinished(showId: string): Promise<SharedNote[]> {
    try {
      const notes = await this.#notesOf(showId);
      return notes.filter(({ recording }) => recording.state === 'recording');
    } catch (error) {
      this.#options.log.warn('outputs.shared | the object store does not say what was recorded', {
        showId,
        error,
      });
      return [];
    }
  }

  /** Whether another node has gone on with it. Rejects where the store does not say. */
  async isTaken({ showId, id }: Pick<RecordingSummary, 'showId' | 'id'>): Promise<boolean> {
    const note = (await this.#notesOf(showId)).find(({ recording }) => recording.id === id);
    if (note !== undefined) return note.holder !== this.#options.holder;
    const objects = await this.#options.open();
    return (await objects.facts(archivePrefix({ showId, id }) + SUMMARY_NAME)) !== undefined;
  }

  async #notesOf(showId: string): Promise<SharedNote[]> {
    const objects = await this.#options.open();
    const listed = await objects.list(recordingsOf(showId));
    const notes: SharedNote[] = [];
    for (const { key } of listed.slice(-MOST_NOTES)) {
      const text = await readWhole(objects, key, { mostBytes: MOST_NOTE_BYTES, withinMs: WITHIN_MS });
      const note = parseNote(text.toString());
      if (note?.recording.showId === showId) notes.push(note);
    }
    return notes;
  }

  async #write(note: SharedNote): Promise<void> {
    const { open, log } = this.#options;
    const { id, showId } = note.recording;
    try {
      const key = `${recordingsOf(showId)}${id}.json`;
      const signal = AbortSignal.timeout(WITHIN_MS);
      await (await open()).putBytes(key, Buffer.from(JSON.stringify(note)), signal);
      if (this.#unwritten.get(id) === note) this.#unwritten.delete(id);
    } catch (error) {
      log.warn('outputs.shared | a recording is not known to other nodes yet', { showId, error });
    }
  }
}

function parseNote(text: string): SharedNote | undefined {
  try {
    return noteSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
