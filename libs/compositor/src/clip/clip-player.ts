import type { MixerChannel } from '../audio/mixer.js';
import { type I420, wrapI420 } from '../mix/i420.js';
import type { ClipSource } from './clip-decoder.js';
import type { ClipFile } from './clip-file.js';
import { ClipSamples } from './clip-samples.js';

export type ClipState = 'cued' | 'playing' | 'paused' | 'ended';

/**
 * A clip in the programme. What it shows is a function of the ticks since it began: frame `n` and its share of samples
 * belong to the `n`th tick, and what the decoder brings too late is left out.
 */
export class ClipPlayer implements MixerChannel {
  readonly file: ClipFile;
  readonly isSpeech = false;
  /** Music under people who speak is ducked; a video clip is what people are to hear. */
  readonly isBackground: boolean;
  readonly #open: () => ClipSource;
  #source: ClipSource;
  #samples: ClipSamples | undefined;
  #state: ClipState = 'cued';
  /** The number of the frame of this tick, and of the one that is shown. */
  #wanted = 0;
  #shown = -1;
  #shownCount = 0;
  #image: I420 | undefined;

  constructor(file: ClipFile, open: () => ClipSource) {
    this.file = file;
    this.isBackground = file.video === undefined;
    this.#open = open;
    this.#source = open();
    this.#samples = samplesOf(this.#source);
  }

  get state(): ClipState {
    return this.#state;
  }

  /** Its first frame can be shown, or there is none. */
  get isReady(): boolean {
    return this.#shown >= 0 || this.#isRead;
  }

  /** As a tile asks for it. */
  get shownCount(): number {
    return this.#shownCount;
  }

  image(): I420 | undefined {
    if (this.#shown < 0) this.#show();
    return this.#image;
  }

  /** From the next tick on. A clip that has ended plays again from its start. */
  play(): void {
    if (this.#state === 'ended') this.stop();
    this.#state = 'playing';
  }

  pause(): void {
    if (this.#state === 'playing') this.#state = 'paused';
  }

  /** Back to its first frame, which waits. */
  stop(): void {
    if (this.#wanted > 0) {
      void this.#source.close();
      this.#source = this.#open();
      this.#samples = samplesOf(this.#source);
    }
    this.#state = 'cued';
    [this.#wanted, this.#shown] = [0, -1];
  }

  /** Once at each tick, before audio and video of the tick are made. Answers whether the clip ended with it. */
  advance(): boolean {
    if (this.#state !== 'playing') return false;
    // It begins with its first frame, however long that takes to be read.
    if (this.#wanted === 0 && !this.isReady) return false;
    this.#show();
    this.#wanted += 1;
    const { video, audio } = this.#source;
    const isOver = (video?.isOver ?? true) && (audio?.isOver ?? true) && !this.#samples?.isLeft;
    if (isOver) this.#state = 'ended';
    return isOver;
  }

  render(_localMs: number, left: Float32Array, right: Float32Array, count: number): void {
    if (this.#state === 'playing' && this.#wanted > 0 && this.#samples) {
      this.#samples.render(left, right, count);
      return;
    }
    left.fill(0, 0, count);
    right.fill(0, 0, count);
  }

  close(): Promise<unknown> {
    return this.#source.close();
  }

  get #isRead(): boolean {
    return (this.#source.video ?? this.#source.audio)?.isReady !== false;
  }

  /** The newest frame that is not of a later tick. */
  #show(): void {
    const { video } = this.#source;
    const size = this.file.video;
    while (video && size && video.taken <= this.#wanted) {
      const frame = video.take();
      if (!frame) return;
      if (video.taken <= this.#wanted) continue;
      this.#image = wrapI420(size.width, size.height, frame);
      this.#shown = this.#wanted;
      this.#shownCount += 1;
    }
  }
}

const samplesOf = ({ audio }: ClipSource): ClipSamples | undefined => audio && new ClipSamples(audio);
