import { silentLog, systemClock } from '#kernel';
import { Origin } from '#origin';
import { Packager, PROFILES } from '#packager';
import { FakeEncoder } from '../packager/fake-encoder.js';

const FRAMES_PER_PART = 15;
export const PART_MS = 500;
/** A playlist as long as a live one gets, about 3 kB. */
const PREPARED_PARTS = 64;
export const RENDITION = 'v';
const AUDIO_RENDITION = 'a';
export const CAPTIONS_RENDITION = 'captions-en';
const CAPTIONS = {
  id: CAPTIONS_RENDITION,
  kind: 'subtitles',
  language: 'en',
  name: 'English',
  targetBitrate: 1_000,
} as const;
/** AAC of 128 kbit/s. */
const AUDIO_FRAME_BYTES = 341;
/** A part of audio ends at the frame nearest to the end of the video's: it is whole with the frame after it. */
const AUDIO_AHEAD_SECONDS = 0.05;

/** An origin with one show whose encoder costs nothing; it goes on when the test says so. */
export class FakeLiveShow {
  readonly packager: Packager;
  readonly origin: Origin;
  readonly #encoder: FakeEncoder;
  readonly #audio: FakeEncoder | undefined;

  constructor(
    showId: string,
    partBytes: number,
    { hasAudio = false, hasCaptions = false }: { hasAudio?: boolean; hasCaptions?: boolean } = {},
  ) {
    const clocks = { clock: systemClock, log: silentLog };
    const size = { width: 1_280, height: 720, frameRate: 30, targetBitrate: 800_000 };
    this.packager = Packager.create({
      ...{ showId, profile: PROFILES.low, ...clocks },
      renditions: [
        { id: RENDITION, kind: 'video', ...size },
        ...(hasAudio ? [{ id: AUDIO_RENDITION, kind: 'audio' as const, targetBitrate: 128_000 }] : []),
        ...(hasCaptions ? [CAPTIONS] : []),
      ],
      anchorWallMs: systemClock.wallMs() - PREPARED_PARTS * PART_MS,
    });
    const programme = this.packager;
    this.origin = Origin.create({ shows: { find: () => ({ isPrivate: false, programme }) }, ...clocks });
    this.packager.runOpened({ renditionId: RENDITION, run: 1, start: { units: 0, perSecond: 30 } });
    this.#encoder = new FakeEncoder({
      kind: 'video',
      frameBytes: Math.round(partBytes / FRAMES_PER_PART),
      framesPerFragment: FRAMES_PER_PART,
    });
    this.packager.bytes(RENDITION, 1, this.#encoder.init);
    if (hasAudio) {
      this.#audio = new FakeEncoder({ kind: 'audio', frameBytes: AUDIO_FRAME_BYTES });
      const start = { units: 0, perSecond: 48_000 };
      this.packager.runOpened({ renditionId: AUDIO_RENDITION, run: 1, start });
      this.packager.bytes(AUDIO_RENDITION, 1, this.#audio.init);
    }
    for (let part = 0; part < PREPARED_PARTS; part += 1) this.#add(this.#encoder.fragment());
  }

  get edge() {
    return this.packager.renditions.get(RENDITION)?.edge;
  }

  /** A part every half second from now on; the listener gets where it went and when it was handed over. */
  goOn(added: (edge: FakeLiveShow['edge'], atWallMs: number) => void = () => undefined): void {
    systemClock.every(PART_MS, () => {
      const fragment = this.#encoder.fragment();
      const atWallMs = performance.timeOrigin + performance.now();
      const { edge } = this;
      this.#add(fragment);
      added(edge, atWallMs);
    });
  }

  /** The next part, at once. */
  addPart(): void {
    this.#add(this.#encoder.fragment());
  }

  /** A frame of audio, and a part of video where one is whole by then: what is said follows the audio. */
  addFrame(): void {
    const audio = this.#audio;
    if (!audio) return;
    this.packager.bytes(AUDIO_RENDITION, 1, audio.fragment());
    if (audio.seconds >= this.#encoder.seconds + PART_MS / 1_000 + AUDIO_AHEAD_SECONDS)
      this.packager.bytes(RENDITION, 1, this.#encoder.fragment());
  }

  say(text: string): void {
    const atMs = this.packager.anchorWallMs + Math.round(this.#encoder.seconds * 1_000);
    const cue = { id: text, startMs: atMs, endMs: atMs + 1_500, words: [{ atMs, text }] };
    this.packager.timed({ kind: 'cue', language: CAPTIONS.language, cue });
  }

  #add(fragment: Buffer): void {
    this.packager.bytes(RENDITION, 1, fragment);
    const audio = this.#audio;
    while (audio && audio.seconds < this.#encoder.seconds + AUDIO_AHEAD_SECONDS)
      this.packager.bytes(AUDIO_RENDITION, 1, audio.fragment());
  }
}

/** A programme whose encoders have not started; with `resume`, one that follows another process. */
export function startedProgramme(anchorWallMs: number, resume?: Packager['history']): Packager {
  const size = { width: 1_280, height: 720, frameRate: 30, targetBitrate: 800_000 };
  return Packager.create({
    ...{ showId: 'show_1', profile: PROFILES.low, clock: systemClock, log: silentLog, anchorWallMs },
    renditions: [{ id: RENDITION, kind: 'video', ...size }],
    ...(resume && { resume }),
  });
}
