import { packetsIn } from '#media';
import type { RecordedTrack } from '../recording/recording-summary.js';
import { type PlacedFrame, PlacedFrames } from './placed-frames.js';
import { TrackFile } from './track-file.js';
import { TrackFrames } from './track-frames.js';
import type { PlayedPosition, TrackLogEntry } from './track-log-entry.js';

export interface TrackMakerOptions {
  folder: string;
  /** The recording's first frame. */
  startWallMs: number;
  /** From there to its end. */
  endMs: number;
}

type TrackOpening = Extract<TrackLogEntry, { kind: 'track' }>;

interface OpenTrack {
  opening: TrackOpening;
  frames: TrackFrames;
  placed: PlacedFrames;
  file: TrackFile;
}

interface Connection {
  anchorWallMs: number;
  anchorMonotonicMs: number;
}

/** Camera and microphone are played together; so are a shared screen and its audio. */
const groupOf = ({ participantId, source }: TrackOpening): string =>
  `${participantId} ${source.startsWith('screen') ? 'screen' : 'person'}`;

/** Turns the entries of track logs, one connection after the other, into a file for each track. */
export class TrackMaker {
  readonly #options: TrackMakerOptions;
  readonly #names = new Map<string, string>();
  readonly #files: { file: TrackFile; participantId: string }[] = [];
  /** Of participants' sources: what went on under another connection, or after a reconnect, is one file. */
  readonly #last = new Map<string, TrackFile>();
  readonly #open = new Map<number, OpenTrack>();
  #connection: Connection | undefined;

  constructor(options: TrackMakerOptions) {
    this.#options = options;
  }

  async take(entry: TrackLogEntry, bytes: Uint8Array): Promise<void> {
    switch (entry.kind) {
      case 'began':
        await this.endConnection();
        this.#connection = entry;
        return;
      case 'participant':
        this.#names.set(entry.participantId, entry.name);
        return;
      case 'track':
        this.#begin(entry);
        return;
      case 'packets':
        await this.#packets(bytes);
        return;
      case 'report':
        this.#open.get(entry.index)?.placed.report(entry.ntpMs, entry.rtpTimestamp);
        return;
      case 'played':
        await this.#played(entry.positions);
        return;
      case 'track-ended':
        await this.#end(entry.index);
    }
  }

  /** What is open goes on in the next one, or not at all. */
  async endConnection(): Promise<void> {
    for (const index of [...this.#open.keys()]) await this.#end(index);
  }

  async finish(): Promise<RecordedTrack[]> {
    await this.endConnection();
    const tracks: RecordedTrack[] = [];
    for (const { file, participantId } of this.#files) {
      const track = await file.finish(this.#names.get(participantId) ?? '');
      if (track !== undefined) tracks.push(track);
    }
    return tracks;
  }

  async abandon(): Promise<void> {
    for (const { file } of this.#files) await file.abandon();
  }

  #begin(opening: TrackOpening): void {
    if (this.#connection === undefined) return;
    const { participantId, source, codec, clockRateHz, index } = opening;
    const { anchorMonotonicMs } = this.#connection;
    this.#open.set(index, {
      opening,
      frames: new TrackFrames(codec),
      placed: new PlacedFrames({ clockRateHz, anchorMonotonicMs }),
      file: this.#fileFor({ participantId, source, codec }),
    });
  }

  #fileFor(facts: Pick<TrackOpening, 'participantId' | 'source' | 'codec'>): TrackFile {
    const key = `${facts.participantId} ${facts.source} ${facts.codec}`;
    const last = this.#last.get(key);
    const isOpen = [...this.#open.values()].some(({ file }) => file === last);
    if (last !== undefined && !isOpen) return last;
    const { folder, endMs } = this.#options;
    const file = new TrackFile({ ...facts, folder, endMs, number: this.#files.length + 1 });
    this.#files.push({ file, participantId: facts.participantId });
    this.#last.set(key, file);
    return file;
  }

  async #packets(bytes: Uint8Array): Promise<void> {
    for (const { index, arrivedMs, bytes: packet } of packetsIn(bytes)) {
      const track = this.#open.get(index);
      for (const arrived of track?.frames.push(packet, arrivedMs) ?? [])
        if (track !== undefined)
          await this.#write(track, track.placed.push(arrived.frame, arrived.arrivedMs));
    }
  }

  /** A video that no layout shows has no position of its own: the microphone's is as good, by the sender's clock. */
  async #played(positions: readonly PlayedPosition[]): Promise<void> {
    const ofGroups = new Map<string, PlayedPosition>();
    for (const position of positions) {
      const track = this.#open.get(position.index);
      if (track !== undefined && position.senderMs !== undefined)
        ofGroups.set(groupOf(track.opening), position);
    }
    const own = new Map(positions.map((position) => [position.index, position]));
    for (const [index, track] of this.#open) {
      const position = own.get(index) ?? ofGroups.get(groupOf(track.opening));
      if (position !== undefined) await this.#write(track, track.placed.played(position));
    }
  }

  async #end(index: number): Promise<void> {
    const track = this.#open.get(index);
    if (track === undefined) return;
    await this.#write(track, track.placed.rest());
    this.#open.delete(index);
  }

  async #write({ file }: OpenTrack, frames: readonly PlacedFrame[]): Promise<void> {
    const beganMs = (this.#connection?.anchorWallMs ?? 0) - this.#options.startWallMs;
    for (const frame of frames) await file.write({ ...frame, atMs: frame.atMs + beganMs });
  }
}
