import { mkdir, readFile, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { type Log, TypedEvents } from '#kernel';
import type { KeptSegments } from '../feed/kept-segments.js';
import type { FeedRendition, FeedSegment, ProgrammeFeed } from '../feed/programme-feed.js';
import { AppendFile } from './append-file.js';
import { Batch } from './batch.js';
import { JOURNAL_NAME, mediaName, recordedCaptionsName } from './recording-files.js';
import { RecordingIndex } from './recording-index.js';
import { MAIN_FORMAT } from './recording-summary.js';

export interface RecordingWriterOptions {
  folder: string;
  /** Video of this format alone is taken, with audio and captions; the main one where nothing is said. */
  format?: string | undefined;
  /** The machine keeps at least this much free. */
  minFreeBytes: number;
  log: Log;
}

export interface RecordingWriterEvents {
  /** More is on disk. */
  grown: undefined;
  /** `stopped`: the disk is full or broken; what is listed of the show is tried again with each segment. */
  disk: { state: 'stopped' | 'working'; reason: string };
}

const isOf =
  (format: string) =>
  (rendition: FeedRendition): boolean =>
    rendition.kind !== 'video' || (rendition.format ?? MAIN_FORMAT) === format;

interface Wanted {
  rendition: FeedRendition;
  segment: FeedSegment;
  bytes: Buffer;
  map: Buffer;
}

/** Captions have no initialization section. */
const NO_MAP = Buffer.alloc(0);

interface Missed {
  rendition: FeedRendition;
  segment: FeedSegment;
  read(uri: string): Promise<Buffer | undefined>;
}

/** Of what was missed, at once: what is published now comes between. */
const MISSED_AT_ONCE = 8;

/**
 * Appends the segments of a show as they are published, a file for each rendition, and says in the journal where each
 * lies once it is on disk. Whatever is killed, at most the segment that was open is lost.
 */
export class RecordingWriter {
  readonly events = new TypedEvents<RecordingWriterEvents>();
  readonly index: RecordingIndex;
  readonly #options: RecordingWriterOptions;
  readonly #files = new Map<string, AppendFile>();
  readonly #journal: AppendFile;
  #writing: Promise<void> | undefined;
  /** Published while nobody recorded, and listed no more. */
  #missed: Missed[] = [];
  /** What keeps them does not answer: the next segment tries again. */
  #isKeptAway = false;
  #isStopped = false;

  private constructor(options: RecordingWriterOptions, index: RecordingIndex, journal: AppendFile) {
    this.#options = options;
    this.index = index;
    this.#journal = journal;
  }

  /** Goes on with what an earlier process left. */
  static async open(options: RecordingWriterOptions): Promise<RecordingWriter> {
    const { folder } = options;
    await mkdir(folder, { recursive: true });
    const text = await readFile(join(folder, JOURNAL_NAME), 'utf8').catch(() => '');
    // A line torn by a kill is written over.
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    const journal = await AppendFile.open(join(folder, JOURNAL_NAME), Buffer.byteLength(whole));
    return new RecordingWriter(options, RecordingIndex.read(whole), journal);
  }

  /** Takes what the feed lists from `fromSeconds` on and what is not recorded yet. Never waits; one pass at a time. */
  take(feed: ProgrammeFeed, fromSeconds: number): void {
    this.#isKeptAway = false;
    this.#takeNext(feed, fromSeconds);
  }

  #takeNext(feed: ProgrammeFeed, fromSeconds: number): void {
    if (this.#writing !== undefined) return;
    const wanted = this.#wantedOf(feed, fromSeconds);
    if (wanted.length === 0 && (this.#missed.length === 0 || this.#isKeptAway)) return;
    this.#writing = (wanted.length > 0 ? this.#writeAll(wanted) : this.#writeMissed()).finally(() => {
      this.#writing = undefined;
      // What was published meanwhile; nothing comes of a disk that is full before the next segment.
      if (!this.#isStopped) this.#takeNext(feed, fromSeconds);
    });
  }

  /**
   * What was published since the first recorded frame, and not before `fromSeconds`, and is not recorded is taken from
   * there, as time allows.
   */
  async findMissed(feed: ProgrammeFeed, kept: KeptSegments, fromSeconds = 0): Promise<void> {
    const { format = MAIN_FORMAT } = this.#options;
    const read = (uri: string) => kept.read(feed.showId, uri);
    const from = Math.max(this.index.startSeconds, fromSeconds);
    const listed = new Set(feed.renditions.flatMap(({ id }) => feed.segmentsOf(id).map(({ uri }) => uri)));
    const renditions = new Map(feed.renditions.filter(isOf(format)).map((each) => [each.id, each]));
    const missed = new Map<string, Missed>();
    for (const { renditionId, segment } of await kept.list(feed.showId)) {
      const rendition = renditions.get(renditionId);
      const isMissed = !segment.gap && segment.startSeconds >= from && !listed.has(segment.uri);
      if (rendition && isMissed && !this.index.has(segment.uri))
        missed.set(segment.uri, { rendition, segment, read });
    }
    this.#missed = [...missed.values()];
    if (this.#missed.length === 0) return;
    this.#options.log.info('outputs.record | missed segments are looked for', { count: this.#missed.length });
  }

  /** What is still missed is left to the next process. */
  leaveMissed(): void {
    this.#missed = [];
  }

  /** What was taken is on disk, or was given up. */
  async flushed(): Promise<void> {
    while (this.#writing !== undefined) await this.#writing;
  }

  async close(): Promise<void> {
    await this.flushed();
    this.events.clear();
    for (const file of this.#files.values()) await file.close();
    this.#files.clear();
    await this.#journal.close();
  }

  #wantedOf(feed: ProgrammeFeed, fromSeconds: number): Wanted[] {
    const { format = MAIN_FORMAT } = this.#options;
    return feed.renditions.filter(isOf(format)).flatMap((rendition) =>
      feed.segmentsOf(rendition.id).flatMap((segment): Wanted[] => {
        if (segment.gap || segment.startSeconds < fromSeconds || this.index.has(segment.uri)) return [];
        const bytes = feed.bytesOf(segment.uri);
        const map = segment.mapUri === '' ? NO_MAP : feed.bytesOf(segment.mapUri);
        return bytes === undefined || map === undefined ? [] : [{ rendition, segment, bytes, map }];
      }),
    );
  }

  async #writeMissed(): Promise<void> {
    const wanted: Wanted[] = [];
    const next = this.#missed.splice(0, MISSED_AT_ONCE);
    try {
      for (const { rendition, segment, read } of next) {
        const bytes = await read(segment.uri);
        const map = segment.mapUri === '' ? NO_MAP : await read(segment.mapUri);
        if (bytes && map && !this.index.has(segment.uri)) wanted.push({ rendition, segment, bytes, map });
      }
    } catch (error) {
      this.#options.log.warn('outputs.record | missed segments cannot be read now', { error });
      this.#missed.unshift(...next);
      this.#isKeptAway = true;
      return;
    }
    if (wanted.length > 0) await this.#writeAll(wanted);
  }

  async #writeAll(wanted: readonly Wanted[]): Promise<void> {
    const journalEnd = this.#journal.end;
    try {
      await this.#checkFree(wanted);
      const batch = new Batch(this.index);
      for (const each of wanted) await this.#write(each, batch);
      for (const id of batch.renditionIds) await this.#files.get(id)?.settle();
      await this.#journal.append(batch.text);
      await this.#journal.settle();
      for (const line of batch.lines) this.index.apply(line);
      this.#resume();
      this.events.emit('grown', undefined);
    } catch (error) {
      // Places that no line names are free again.
      for (const [id, file] of this.#files) file.rewind(this.index.renditions.get(id)?.endOffset ?? 0);
      this.#journal.rewind(journalEnd);
      this.#stop(error);
    }
  }

  async #write({ rendition, segment, bytes, map }: Wanted, batch: Batch): Promise<void> {
    const renditionId = rendition.id;
    const { msn, uri, mapUri, startSeconds, endSeconds, programDateTimeMs, discontinuity } = segment;
    const file = await this.#fileOf(rendition);
    if (batch.isNewRendition(renditionId)) batch.add({ fact: 'rendition', rendition: { ...rendition } });
    if (mapUri !== '' && batch.isNewMap(renditionId, mapUri)) {
      const offset = await file.append(map);
      batch.add({ fact: 'map', renditionId, uri: mapUri, offset, bytes: map.length });
    }
    const offset = await file.append(bytes);
    const facts = { msn, uri, mapUri, startSeconds, endSeconds, programDateTimeMs, discontinuity };
    batch.add({ fact: 'segment', renditionId, segment: { ...facts, offset, bytes: bytes.length } });
  }

  async #fileOf({ id, kind }: FeedRendition): Promise<AppendFile> {
    const open = this.#files.get(id);
    if (open !== undefined) return open;
    const end = this.index.renditions.get(id)?.endOffset ?? 0;
    const name = kind === 'subtitles' ? recordedCaptionsName(id) : mediaName(id);
    const file = await AppendFile.open(join(this.#options.folder, name), end);
    this.#files.set(id, file);
    return file;
  }

  async #checkFree(wanted: readonly Wanted[]): Promise<void> {
    const { folder, minFreeBytes } = this.#options;
    const { bavail, bsize } = await statfs(folder);
    const freeBytes = bavail * bsize - wanted.reduce((sum, { bytes }) => sum + bytes.length, 0);
    if (freeBytes < minFreeBytes)
      throw new Error(`only ${freeBytes} bytes would be free, ${minFreeBytes} must be`);
  }

  #stop(error: unknown): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    this.#options.log.error('outputs.record | recording stopped, the live edge goes on', { error });
    this.events.emit('disk', {
      state: 'stopped',
      reason: error instanceof Error ? error.message : String(error),
    });
  }

  #resume(): void {
    if (!this.#isStopped) return;
    this.#isStopped = false;
    this.#options.log.info('outputs.record | recording works again');
    this.events.emit('disk', { state: 'working', reason: '' });
  }
}
