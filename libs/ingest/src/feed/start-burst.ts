const HEAD_BYTES = 12;
const TIMESTAMP_AT = 4;
/** Held frames of video are shown one after the other, each for so long. */
const SQUEEZED_MS = 1;
/** Of held audio, what is still live. */
const LIVE_AUDIO_MS = 40;
/** A packet that took this part of its media's time to come was not waiting for us. */
const IN_TIME = 0.75;
const HELD_AT_MOST_MS = 500;
const HELD_AT_MOST = 4_000;

export interface StartBurstOptions {
  kind: 'video' | 'audio';
  clockHz: number;
}

/**
 * FFmpeg reads for a while before its first packet, and what it read comes at once. A receiver that takes its first packet
 * for one in time would stay behind by all of that for ever. So the burst is held until packets come in time: its video
 * gets times just before the first of those, so that it can be decoded and is over at once, its audio is left out.
 */
export class StartBurst {
  readonly #options: StartBurstOptions;
  #held: Buffer[] | undefined = [];
  #firstMs = 0;
  #lastMs = 0;
  #lastTime = 0;

  constructor(options: StartBurstOptions) {
    this.#options = options;
  }

  /** What is to be sent now, in order. */
  push(packet: Buffer, nowMs: number): readonly Buffer[] {
    const held = this.#held;
    if (held === undefined || packet.length < HEAD_BYTES) return [packet];
    const time = packet.readUInt32BE(TIMESTAMP_AT);
    if (held.length === 0) this.#firstMs = nowMs;
    else if (this.#isInTime(time, nowMs) || held.length >= HELD_AT_MOST) {
      this.#held = undefined;
      return [...this.#over(held), packet];
    }
    held.push(packet);
    [this.#lastMs, this.#lastTime] = [nowMs, time];
    return [];
  }

  #isInTime(time: number, nowMs: number): boolean {
    if (nowMs - this.#firstMs >= HELD_AT_MOST_MS) return true;
    const stepMs = this.#msBetween(this.#lastTime, time);
    return stepMs > 0 && nowMs - this.#lastMs >= IN_TIME * stepMs;
  }

  #over(held: readonly Buffer[]): readonly Buffer[] {
    if (this.#options.kind === 'audio')
      return held.filter(
        (packet) => this.#msBetween(packet.readUInt32BE(TIMESTAMP_AT), this.#lastTime) < LIVE_AUDIO_MS,
      );
    const times = [...new Set(held.map((packet) => packet.readUInt32BE(TIMESTAMP_AT)))];
    const step = (SQUEEZED_MS * this.#options.clockHz) / 1_000;
    const squeezed = new Map(
      times.map((time, at) => [time, (this.#lastTime - (times.length - 1 - at) * step) >>> 0]),
    );
    for (const packet of held) {
      const time = packet.readUInt32BE(TIMESTAMP_AT);
      packet.writeUInt32BE(squeezed.get(time) ?? time, TIMESTAMP_AT);
    }
    return held;
  }

  /** Over a wrap of 32 bits. */
  #msBetween(from: number, to: number): number {
    return (((to - from) | 0) * 1_000) / this.#options.clockHz;
  }
}
