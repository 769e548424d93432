import type { MixerChannel } from '../../../libs/compositor/src/audio/mixer.js';
import { Voice } from '../../../libs/compositor/src/audio/voice.js';

const RATE_HZ = 48_000;
/** Opus, CELT, one frame of 20 ms. */
const TOC = 0xf8;
const PACKET_SAMPLES = 960;
/** More than a tick plays ahead. */
const AHEAD_SAMPLES = 4_800;
const AMPLITUDE = 0.5;
const TONE_HZ = 1_000;
/**
 * Gaps of three lengths: a caption that belongs to another beep is half a second off or more. No multiple of a part's
 * length: in turn, words end everywhere between two lines of its grid.
 */
const PERIOD_SECONDS = 7.03;
const BEEPS_AT = [0, 1.57, 4.13];
const BEEP_SECONDS = 0.3;

export const BEEPS_A_MINUTE = (60 * BEEPS_AT.length) / PERIOD_SECONDS;

/** A microphone whose clock is not that of the programme: a beep at known moments of its own clock. */
export class BeepingMicrophone implements MixerChannel {
  readonly isSpeech = true;
  readonly isBackground = false;
  readonly #ratio: number;
  readonly #voice = new Voice({ decode: (packet) => this.#decode(packet) });
  readonly #audio = new Float32Array(PACKET_SAMPLES);
  #sent = 0;
  #played = 0;

  constructor(fastPpm: number) {
    this.#ratio = 1 + fastPpm / 1e6;
  }

  render(_localMs: number, left: Float32Array, right: Float32Array, count: number): void {
    const wanted = this.#played * this.#ratio;
    this.#played += count;
    for (; this.#sent < wanted + AHEAD_SAMPLES; this.#sent += PACKET_SAMPLES)
      this.#voice.put({ at: this.#sent, data: packetOf(this.#sent) });
    this.#voice.render(wanted, left, right, count);
  }

  #decode(packet: Uint8Array) {
    const at = new DataView(packet.buffer, packet.byteOffset).getFloat64(1);
    for (let i = 0; i < PACKET_SAMPLES; i += 1) this.#audio[i] = sampleAt(at + i);
    return { left: this.#audio, right: this.#audio, count: PACKET_SAMPLES };
  }
}

function packetOf(at: number): Uint8Array {
  const packet = new DataView(new ArrayBuffer(9));
  packet.setUint8(0, TOC);
  packet.setFloat64(1, at);
  return new Uint8Array(packet.buffer);
}

function sampleAt(sample: number): number {
  const second = (sample / RATE_HZ) % PERIOD_SECONDS;
  const isOn = BEEPS_AT.some((begins) => second >= begins && second < begins + BEEP_SECONDS);
  return isOn ? AMPLITUDE * Math.sin((2 * Math.PI * TONE_HZ * sample) / RATE_HZ) : 0;
}
