import { TypedEvents } from '#kernel';
import {
  type CaptionIndex,
  type CaptionReader,
  type FromOutputs,
  mainFirst,
  type OutputsConnection,
  type RecordingEdit,
  type RecordingSummary,
} from '#outputs';
import type { Recordings } from '#show';

export interface RecordingListEvents {
  /** A show on air is not recorded any more, or again: its disk. */
  disk: { showId: string; state: 'stopped' | 'working' };
}

/** Reads what lies on the disk of a show's recordings. */
export type ReadStored = (showId: string) => Promise<readonly RecordingSummary[]>;

/**
 * What the outputs say of their recordings. It outlives their process: nothing is forgotten before they say what there
 * is. Until they have said it for the first time, what lies on the disk is the answer.
 */
export class RecordingList implements Recordings {
  readonly events = new TypedEvents<RecordingListEvents>();
  readonly #connection: OutputsConnection;
  readonly #readStored: ReadStored;
  readonly #captions: Pick<CaptionReader, 'read'>;
  readonly #recordings = new Map<string, Map<string, RecordingSummary>>();
  /** Named by the newest `hello`, and not said since. */
  readonly #awaited = new Set<string>();
  /** By us, until the outputs say that they are: who is away hears it at the next connect. */
  readonly #removed = new Set<string>();
  #hasHeard = false;

  constructor(connection: OutputsConnection, readStored: ReadStored, captions: Pick<CaptionReader, 'read'>) {
    this.#connection = connection;
    this.#readStored = readStored;
    this.#captions = captions;
    connection.events.on('said', (said) => this.#hear(said));
  }

  async of(showId: string): Promise<readonly RecordingSummary[]> {
    const heard = this.#heardOf(showId);
    const stored = this.#hasHeard && this.#awaited.size === 0 ? [] : await this.#readStored(showId);
    const known = new Map([...stored, ...heard].map((recording) => [recording.id, recording]));
    const left = [...known.values()].filter(({ id }) => !this.#removed.has(id));
    return left.sort((a, b) => b.startedAtMs - a.startedAtMs || mainFirst(a.format, b.format));
  }

  async find(showId: string, recordingId: string): Promise<RecordingSummary | undefined> {
    return (await this.of(showId)).find(({ id }) => id === recordingId);
  }

  captionsOf(recording: RecordingSummary, language: string): Promise<CaptionIndex | undefined> {
    return this.#captions.read(recording, language);
  }

  remove(showId: string, recordingId: string): void {
    this.#removed.add(recordingId);
    this.#connection.send({ kind: 'remove-recording', id: recordingId });
    this.#forget(showId, recordingId);
  }

  edit(id: string, edit: RecordingEdit): boolean {
    return this.#connection.send({ kind: 'edit-recording', id, edit });
  }

  removeClip({ id: recordingId }: RecordingSummary, clipId: string): void {
    this.#connection.send({ kind: 'remove-clip', recordingId, clipId });
  }

  #heardOf(showId: string): RecordingSummary[] {
    return [...(this.#recordings.get(showId)?.values() ?? [])];
  }

  #hear(said: FromOutputs): void {
    if (said.kind === 'hello') this.#begin(said.recordingIds);
    else if (said.kind === 'recording') this.#take(said.recording);
    else if (said.kind === 'recording-removed') {
      this.#removed.delete(said.id);
      this.#forget(said.showId, said.id);
    }
  }

  /** All that are named follow. */
  #begin(recordingIds: readonly string[]): void {
    this.#hasHeard = true;
    this.#awaited.clear();
    for (const id of recordingIds) this.#awaited.add(id);
    for (const [showId, known] of this.#recordings)
      for (const id of known.keys()) if (!this.#awaited.has(id)) this.#forget(showId, id);
    for (const id of this.#removed) {
      if (this.#awaited.has(id)) this.#connection.send({ kind: 'remove-recording', id });
      else this.#removed.delete(id);
    }
  }

  #take(recording: RecordingSummary): void {
    const { id, showId } = recording;
    this.#awaited.delete(id);
    const wasStopped = this.#isStopped(showId);
    const known = this.#recordings.get(showId) ?? new Map<string, RecordingSummary>();
    this.#recordings.set(showId, known.set(id, recording));
    const isStopped = this.#isStopped(showId);
    if (isStopped !== wasStopped && recording.state === 'recording')
      this.events.emit('disk', { showId, state: isStopped ? 'stopped' : 'working' });
  }

  /** The formats of a show lie on one disk: one notice is enough. */
  #isStopped(showId: string): boolean {
    return this.#heardOf(showId).some(({ state, isStopped }) => state === 'recording' && isStopped);
  }

  #forget(showId: string, recordingId: string): void {
    this.#awaited.delete(recordingId);
    const known = this.#recordings.get(showId);
    known?.delete(recordingId);
    if (known?.size === 0) this.#recordings.delete(showId);
  }
}
