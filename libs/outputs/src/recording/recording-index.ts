import type { FeedRendition } from '../feed/programme-feed.js';
import { type RecordedSegment, type RecordingLine, recordingLineSchema } from './recording-line.js';
import { showZeroMs } from './show-zero.js';

export interface RecordedMap {
  uri: string;
  offset: number;
  bytes: number;
}

/** A segment on the recording's timeline. */
export interface PlacedSegment extends RecordedSegment {
  /** By how much it was moved there: times within its bytes are earlier by as much. */
  shiftSeconds: number;
}

/** A timeline of the show: `zeroMs` is its time zero on the programme's clock. */
interface ShowTimeline {
  zeroMs: number;
  shiftSeconds: number;
}

/** Within one timeline, zeros differ by rounding alone. */
const SAME_ZERO_MS = 500;

/** What is recorded of one rendition, and where it lies in the rendition's file. */
export interface RecordedRendition {
  spec: FeedRendition;
  maps: Map<string, RecordedMap>;
  /** In the order in which they were recorded: what was missed comes later than what follows it. */
  segments: PlacedSegment[];
  /** Bytes of the file that the journal names: what lies behind them was torn by a kill. */
  endOffset: number;
}

/** A recording as its journal tells it. */
export class RecordingIndex {
  readonly renditions = new Map<string, RecordedRendition>();
  readonly #recorded = new Set<string>();
  /** One, unless a programme was restarted without any knowledge of the one before: it counts from zero again. */
  readonly #timelines: ShowTimeline[] = [];
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
      const segment = this.#placed(line.segment);
      const { uri, startSeconds, endSeconds } = segment;
      this.#recorded.add(uri);
      rendition.segments.push(segment);
      // Words alone are nothing to play.
      if (rendition.spec.kind === 'subtitles') return;
      this.#startSeconds = Math.min(this.#startSeconds, startSeconds);
      this.#endSeconds = Math.max(this.#endSeconds, endSeconds);
    }
  }

  #placed(segment: RecordedSegment): PlacedSegment {
    const shiftSeconds = this.#shiftSecondsOf(segment);
    return {
      ...segment,
      startSeconds: segment.startSeconds + shiftSeconds,
      endSeconds: segment.endSeconds + shiftSeconds,
      shiftSeconds,
    };
  }

  /** Another timeline lies where the clock says, and never before the end of what was recorded until it began. */
  #shiftSecondsOf(segment: RecordedSegment): number {
    const zeroMs = showZeroMs(segment);
    const known = this.#timelines.find((each) => Math.abs(each.zeroMs - zeroMs) < SAME_ZERO_MS);
    if (known !== undefined) return known.shiftSeconds;
    const [first] = this.#timelines;
    const shiftSeconds =
      first === undefined
        ? 0
        : Math.max((zeroMs - first.zeroMs) / 1_000, this.#endSeconds - segment.startSeconds);
    this.#timelines.push({ zeroMs, shiftSeconds });
    return shiftSeconds;
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
