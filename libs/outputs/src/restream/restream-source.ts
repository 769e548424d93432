import {
  FLV_HEADER,
  FragmentSplitter,
  flvAudio,
  flvAudioConfig,
  flvVideo,
  flvVideoConfig,
  isSyncSample,
  parseTrackInit,
  readFragment,
} from '#media';
import type { FeedPart, FeedRendition, ProgrammeFeed } from '../feed/programme-feed.js';

/** A coded frame on the show's timeline. */
interface TimedFrame {
  kind: 'video' | 'audio';
  seconds: number;
  compositionMs: number;
  isKey: boolean;
  data: Uint8Array;
}

interface Maps {
  video?: Buffer;
  audio?: Buffer;
}

/** Who takes the stream from a key frame on. Never waited for. */
export interface FlvSink {
  write(bytes: Buffer): void;
  /** Nothing of what came before fits what comes now: the sink begins a stream of its own. */
  broken(): void;
}

/** More than two key frame distances of the highest bitrate that is allowed. */
const GOP_BYTES = 32 * 1024 * 1024;

/** The programme of one show as FLV, for any number of sinks: the highest rung of the main format, and the audio. */
export class RestreamSource {
  readonly #feed: ProgrammeFeed;
  readonly #sinks = new Map<FlvSink, { baseSeconds: number }>();
  readonly #offs: (() => void)[];
  readonly #maps: Maps = {};
  /** Everything since the last key frame: a sink that comes begins there. */
  #gop: TimedFrame[] = [];
  #gopBytes = 0;
  #chosen: string | undefined;

  constructor(feed: ProgrammeFeed) {
    this.#feed = feed;
    this.#offs = [feed.events.on('part', ({ renditionId, part }) => this.#take(renditionId, part))];
  }

  /** Whether a sink that comes now is given something at once. */
  get isReady(): boolean {
    return this.#maps.video !== undefined && this.#maps.audio !== undefined && this.#gop.length > 0;
  }

  /** From the last key frame on. Returns the function that takes the sink away. */
  add(sink: FlvSink): () => void {
    const { video, audio } = this.#maps;
    const first = this.#gop.find(({ isKey }) => isKey);
    if (!video || !audio || !first) throw new Error('the programme has no frame yet');
    const place = { baseSeconds: first.seconds };
    this.#sinks.set(sink, place);
    sink.write(Buffer.concat([FLV_HEADER, flvVideoConfig(video), flvAudioConfig(audio)]));
    const inOrder = [...this.#gop].sort((a, b) => a.seconds - b.seconds);
    for (const frame of inOrder) this.#give(sink, place, frame);
    return () => void this.#sinks.delete(sink);
  }

  close(): void {
    for (const off of this.#offs.splice(0)) off();
    this.#sinks.clear();
    this.#gop = [];
  }

  #take(renditionId: string, part: FeedPart): void {
    if (part.gap) return;
    const rendition = this.#feed.renditions.find(({ id }) => id === renditionId);
    if (rendition === undefined || rendition.kind === 'subtitles' || !this.#isWanted(rendition)) return;
    const { kind } = rendition;
    this.#learnMap(kind, part.map);
    const isStart = kind === 'video' && part.isIndependent;
    if (isStart) this.#beginGop(part.startSeconds);
    for (const frame of framesOf(kind, part)) this.#add(frame);
  }

  /** The rung is chosen once: another one would be another stream for the target. */
  #isWanted({ id, kind }: FeedRendition): boolean {
    if (kind === 'audio') return true;
    this.#chosen ??= highestOf(this.#feed.renditions);
    return id === this.#chosen;
  }

  #learnMap(kind: 'video' | 'audio', map: Buffer): void {
    const known = this.#maps[kind];
    if (known?.equals(map)) return;
    this.#maps[kind] = map;
    if (known === undefined) return;
    this.#gop = [];
    for (const sink of [...this.#sinks.keys()]) {
      this.#sinks.delete(sink);
      sink.broken();
    }
  }

  /** Audio that came earlier than its video stays. */
  #beginGop(fromSeconds: number): void {
    this.#gop = this.#gop.filter(({ kind, seconds }) => kind === 'audio' && seconds >= fromSeconds);
    this.#gopBytes = this.#gop.reduce((total, { data }) => total + data.length, 0);
  }

  #add(frame: TimedFrame): void {
    this.#gopBytes += frame.data.length;
    if (this.#gopBytes <= GOP_BYTES) this.#gop.push(frame);
    for (const [sink, place] of this.#sinks) this.#give(sink, place, frame);
  }

  #give(sink: FlvSink, { baseSeconds }: { baseSeconds: number }, frame: TimedFrame): void {
    const timeMs = Math.round((frame.seconds - baseSeconds) * 1_000);
    if (timeMs < 0) return;
    if (frame.kind === 'audio') sink.write(flvAudio(timeMs, frame.data));
    else sink.write(flvVideo(timeMs, frame.isKey, frame.compositionMs, frame.data));
  }
}

function framesOf(kind: 'video' | 'audio', { bytes, map }: FeedPart): TimedFrame[] {
  const { defaults, timescaleHz } = parseTrackInit(map);
  return new FragmentSplitter().push(bytes).flatMap((piece) => {
    if (piece.kind !== 'fragment') return [];
    return readFragment(piece.bytes, defaults).map((sample) => ({
      kind,
      seconds: sample.decodeTicks / timescaleHz,
      compositionMs: Math.round((sample.compositionOffsetTicks * 1_000) / timescaleHz),
      isKey: kind === 'video' && isSyncSample(sample),
      data: sample.data,
    }));
  });
}

/** Renditions of formats beside the main one bear the format's name. */
function highestOf(renditions: readonly FeedRendition[]): string | undefined {
  const videos = renditions.filter(({ id, kind }) => kind === 'video' && id.startsWith('video-'));
  return [...videos].sort((a, b) => (b.height ?? 0) - (a.height ?? 0))[0]?.id;
}
