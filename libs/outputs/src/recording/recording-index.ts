import type { FeedRendition } from '../feed/programme-feed.js';
import { type RecordedSegment, type RecordingLine, recordingLineSchema } from './recording-line.js';

export interface RecordedMap {
  uri: string;
  offset: number;
  bytes: number;
}

/** What is recorded of one rendition, and where it lies in the rendition's file. */
export interface RecordedRendition {
  spec: FeedRendition;
  maps: Map<string, RecordedMap>;
  /** In the order in which they were recorded: what was missed comes later than what follows it. */
  segments: RecordedSegment[];
  /** Bytes of the file that the journal names: what lies behind them was torn by a kill. */
  endOffset: number;
}

/** A recording as its journal tells it. */
export class RecordingIndex {
  readonly renditions = new Map<string, RecordedRendition>();
  readonly #recorded = new Set<string>();
  #startSeconds = Infinity;
  #endSeconds = 0;

  /** Lines that cannot be read are left out: the last one may be torn. */
  static read(text: string): RecordingIndex {
    const index = new RecordingIndex();
    for (const line of text.split('\n')) {
      const parsed = parseLine(line);
      if (parsed !== undefined) index.apply(parsed);
    }
    return index;
  }

  get bytes(): number {
    return [...this.renditions.values()].reduce((sum, { endOffset }) => sum + endOffset, 0);
  }

  /** Show time from the first recorded frame to the last. */
  get seconds(): number {
    return Math.max(0, this.endSeconds - this.startSeconds);
  }

  get startSeconds(): number {
    return Number.isFinite(this.#startSeconds) ? this.#startSeconds : 0;
  }

  get endSeconds(): number {
    return this.#endSeconds;
  }

  has(uri: string): boolean {
    return this.#recorded.has(uri);
  }

  apply(line: RecordingLine): void {
    if (line.fact === 'rendition') {
      const { rendition: spec } = line;
      if (!this.renditions.has(spec.id))
        this.renditions.set(spec.id, { spec, maps: new Map(), segments: [], endOffset: 0 });
      return;
    }
    const rendition = this.renditions.get(line.renditionId);
    if (rendition === undefined) return;
    const { offset, bytes } = line.fact === 'map' ? line : line.segment;
    rendition.endOffset = Math.max(rendition.endOffset, offset + bytes);
    if (line.fact === 'map') rendition.maps.set(line.uri, { uri: line.uri, offset, bytes });
    else {
      const { uri, startSeconds, endSeconds } = line.segment;
      this.#recorded.add(uri);
      rendition.segments.push(line.segment);
      // Words alone are nothing to play.
      if (rendition.spec.kind === 'subtitles') return;
      this.#startSeconds = Math.min(this.#startSeconds, startSeconds);
      this.#endSeconds = Math.max(this.#endSeconds, endSeconds);
    }
  }
}

function parseLine(text: string): RecordingLine | undefined {
  if (text === '') return undefined;
  try {
    return recordingLineSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
