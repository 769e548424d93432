import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { parseWebVtt } from '#media';
import type { ObjectStore } from '../archive/object-store.js';
import { OpenedArchive } from '../archive/opened-archive.js';
import { archivePrefix } from '../archive/recording-archive.js';
import { recordingFolder } from '../recording/recording-files.js';
import type { RecordingSummary } from '../recording/recording-summary.js';
import { CaptionIndex } from './caption-index.js';

export interface CaptionReaderOptions {
  /** Of all recordings of this disk. */
  root: string;
  /** Where recordings are that left this disk. */
  openArchive?: (() => Promise<ObjectStore>) | undefined;
}

/** Who searches asks again with every letter: files of so many recordings and languages are kept read. */
const KEPT = 16;
/** A day of speech has a tenth of it. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Captions of recordings that are over, out of the files that players fetch. */
export class CaptionReader {
  readonly #options: CaptionReaderOptions;
  readonly #kept = new Map<string, Promise<CaptionIndex | undefined>>();
  readonly #archive: OpenedArchive;

  constructor(options: CaptionReaderOptions) {
    this.#options = options;
    this.#archive = new OpenedArchive(options.openArchive);
  }

  /** Nothing where the recording has none in this language. Rejects while they cannot be read. */
  async read(recording: RecordingSummary, language: string): Promise<CaptionIndex | undefined> {
    const file = recording.captions.find((each) => each.language === language)?.file;
    if (file === undefined) return undefined;
    const key = `${recording.id} ${recording.edits} ${recording.endedAtMs} ${file}`;
    const known = this.#kept.get(key);
    const reading = known ?? this.#read(recording, file);
    // The one that was used last goes last.
    this.#kept.delete(key);
    this.#kept.set(key, reading);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
    try {
      return await reading;
    } catch (error) {
      this.#kept.delete(key);
      throw error;
    }
  }

  async #read(recording: RecordingSummary, file: string): Promise<CaptionIndex | undefined> {
    const text = await this.#textOf(recording, file);
    if (text === undefined) return undefined;
    return new CaptionIndex(parseWebVtt(text, recording.playedFromMs ?? 0).cues);
  }

  async #textOf(recording: RecordingSummary, file: string): Promise<string | undefined> {
    const path = join(recordingFolder(this.#options.root, recording.showId, recording.id), file);
    try {
      return await bounded(createReadStream(path));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
    const objects = await this.#archive.get();
    const key = archivePrefix(recording) + file;
    return objects && (await objects.facts(key)) && bounded(await objects.read(key));
  }
}

async function bounded(source: Readable): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of source) {
    bytes += piece.length;
    if (bytes > MOST_BYTES) throw new RangeError('captions that are longer than any recording has');
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString();
}
