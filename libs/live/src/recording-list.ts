import { TypedEvents } from '#kernel';
import type { FromOutputs, OutputsConnection, RecordingSummary } from '#outputs';
import type { Recordings } from '#show';

export interface RecordingListEvents {
  /** A show on air is not recorded any more, or again: its disk. */
  disk: { showId: string; state: 'stopped' | 'working' };
}

/** What the outputs say of their recordings. It outlives their process: nothing is forgotten before it is said again. */
export class RecordingList implements Recordings {
  readonly events = new TypedEvents<RecordingListEvents>();
  readonly #connection: OutputsConnection;
  readonly #recordings = new Map<string, Map<string, RecordingSummary>>();

  constructor(connection: OutputsConnection) {
    this.#connection = connection;
    connection.events.on('said', (said) => this.#hear(said));
  }

  of(showId: string): readonly RecordingSummary[] {
    const known = [...(this.#recordings.get(showId)?.values() ?? [])];
    return known.sort((a, b) => b.startedAtMs - a.startedAtMs);
  }

  find(showId: string, recordingId: string): RecordingSummary | undefined {
    return this.#recordings.get(showId)?.get(recordingId);
  }

  remove(showId: string, recordingId: string): void {
    if (this.find(showId, recordingId) !== undefined)
      this.#connection.send({ kind: 'remove-recording', id: recordingId });
    this.#forget(showId, recordingId);
  }

  #hear(said: FromOutputs): void {
    if (said.kind === 'hello') {
      // All of them follow.
      this.#recordings.clear();
    } else if (said.kind === 'recording') {
      const { recording } = said;
      const known = this.#recordings.get(recording.showId) ?? new Map<string, RecordingSummary>();
      this.#tellDisk(known.get(recording.id)?.isStopped ?? false, recording);
      this.#recordings.set(recording.showId, known.set(recording.id, recording));
    } else if (said.kind === 'recording-removed') this.#forget(said.showId, said.id);
  }

  #tellDisk(wasStopped: boolean, { showId, isStopped, state }: RecordingSummary): void {
    if (state !== 'recording' || isStopped === wasStopped) return;
    this.events.emit('disk', { showId, state: isStopped ? 'stopped' : 'working' });
  }

  #forget(showId: string, recordingId: string): void {
    const known = this.#recordings.get(showId);
    known?.delete(recordingId);
    if (known?.size === 0) this.#recordings.delete(showId);
  }
}
