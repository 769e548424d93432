import { boxesIn, isSyncSample, type Mp4Sample, readFragment, type TrackInit } from '#media';

/** Samples that lie side by side in the source, or silence that is made up. */
export interface Chunk {
  /** Nothing: silence. */
  sourceOffset: number | undefined;
  bytes: number;
  samples: number;
  description: number;
  /** On the track's own timeline, for interleaving. */
  startTicks: number;
}

/** Where a segment lies, and how it is read. */
export interface SegmentPlace {
  /** In the source. */
  offset: number;
  init: TrackInit;
  description: number;
  /** By how much it lies behind the times within its bytes. */
  shiftSeconds: number;
}

/** The silence of one AAC-LC frame, stereo (a channel pair without spectrum). */
export const SILENT_AAC = Buffer.from([0x21, 0x00, 0x49, 0x90, 0x02, 0x19, 0x00, 0x23, 0x80]);
const AAC_FRAME_SAMPLES = 1_024;
const AAC_LC = 'mp4a.40.2';

/** Tables that grow by half: an hour of audio has 170,000 samples. */
class Numbers {
  #values = new Float64Array(4_096);
  length = 0;

  push(value: number): void {
    if (this.length === this.#values.length) {
      const larger = new Float64Array(Math.ceil(this.length * 1.5));
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.length] = value;
    this.length += 1;
  }

  at(index: number): number {
    return this.#values[index] ?? 0;
  }
}

/** The samples of one track as an ordinary MP4 lists them, read out of fragments whose times are those of the show. */
export class SampleTable {
  readonly init: TrackInit;
  readonly sizes = new Numbers();
  readonly decodeTicks = new Numbers();
  readonly compositionTicks = new Numbers();
  readonly syncSamples = new Numbers();
  readonly chunks: Chunk[] = [];
  endTicks = 0;
  hasComposition = false;

  constructor(init: TrackInit) {
    this.init = init;
  }

  get count(): number {
    return this.sizes.length;
  }

  get startTicks(): number {
    return this.decodeTicks.at(0);
  }

  addSegment(bytes: Buffer, { offset, init, description, shiftSeconds }: SegmentPlace): void {
    const shiftTicks = Math.round(shiftSeconds * init.timescaleHz);
    let moofStart: number | undefined;
    for (const box of boxesIn(bytes)) {
      if (box.type === 'moof') moofStart = box.start;
      if (box.type !== 'mdat' || moofStart === undefined) continue;
      const read = readFragment(bytes.subarray(moofStart, box.end), init.defaults);
      const samples = read.map((each) => ({ ...each, decodeTicks: each.decodeTicks + shiftTicks }));
      this.#addRun(samples, bytes, offset, description);
      moofStart = undefined;
    }
  }

  #addRun(samples: readonly Mp4Sample[], segment: Buffer, offset: number, description: number): void {
    // Runs of encoders may overlap by a frame: what was there first stays.
    const added = samples.filter(({ decodeTicks }) => this.count === 0 || decodeTicks >= this.endTicks);
    const [first] = added;
    if (first === undefined) return;
    this.#fillWithSilence(first.decodeTicks, description);
    const sourceOffset = offset + (first.data.byteOffset - segment.byteOffset);
    const bytes = added.reduce((sum, { data }) => sum + data.length, 0);
    this.chunks.push({
      sourceOffset,
      bytes,
      samples: added.length,
      description,
      startTicks: first.decodeTicks,
    });
    for (const sample of added) this.#push(sample.data.length, sample);
  }

  /** Players do not agree on what a hole in the audio is; silence is the same for all of them. */
  #fillWithSilence(untilTicks: number, description: number): void {
    if (this.count === 0 || this.init.codec !== AAC_LC) return;
    const frames = Math.floor((untilTicks - this.endTicks) / AAC_FRAME_SAMPLES);
    if (frames < 1) return;
    const startTicks = this.endTicks;
    const bytes = frames * SILENT_AAC.length;
    this.chunks.push({ sourceOffset: undefined, bytes, samples: frames, description, startTicks });
    for (let frame = 0; frame < frames; frame += 1)
      this.#push(SILENT_AAC.length, {
        decodeTicks: startTicks + frame * AAC_FRAME_SAMPLES,
        durationTicks: AAC_FRAME_SAMPLES,
        compositionOffsetTicks: 0,
        flags: 0,
      });
  }

  #push(size: number, sample: Omit<Mp4Sample, 'data'>): void {
    this.sizes.push(size);
    this.decodeTicks.push(sample.decodeTicks);
    this.compositionTicks.push(sample.compositionOffsetTicks);
    if (sample.compositionOffsetTicks !== 0) this.hasComposition = true;
    if (isSyncSample(sample)) this.syncSamples.push(this.count);
    this.endTicks = sample.decodeTicks + sample.durationTicks;
  }
}
