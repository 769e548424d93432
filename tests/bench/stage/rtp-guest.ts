import { systemClock } from '#kernel';
import { rtpPacket, vp8Payload } from '../../support/stage/stage-rtp.js';

const FRAME_RATE = 30;
/** Three packets of a kilobyte thirty times a second: about 740 kbit/s, a 540p camera. */
const PACKETS_PER_FRAME = 3;
const PACKET_BYTES = 1_030;
const AUDIO_PACKETS_PER_FRAME = 2;
const AUDIO_BYTES = 80;
const STREAMS = { camera: { offset: 0, payloadType: 101 }, microphone: { offset: 1, payloadType: 100 } };

export type RtpStream = keyof typeof STREAMS;

/** Video and audio of a person without a browser, packet by packet. */
export class RtpGuest {
  readonly #firstSsrc: number;
  readonly #send: (stream: RtpStream, packet: Buffer) => void;
  readonly #sequences = { camera: 0, microphone: 0 };
  #frames = 0;

  /** The camera bears `firstSsrc`, the microphone the number after it. */
  constructor(firstSsrc: number, send: (stream: RtpStream, packet: Buffer) => void) {
    this.#firstSsrc = firstSsrc;
    this.#send = send;
  }

  /** One frame of video and as much audio. The first and every hundredth are key frames. */
  sendFrame(): void {
    const timestamp = this.#frames * (90_000 / FRAME_RATE);
    const isKey = this.#frames % 100 === 0;
    for (let part = 1; part <= PACKETS_PER_FRAME; part += 1) {
      const payload = vp8Payload(isKey && part === 1, PACKET_BYTES);
      if (part > 1) payload[0] = 0;
      this.#packet('camera', timestamp, part === PACKETS_PER_FRAME, payload);
    }
    for (let part = 0; part < AUDIO_PACKETS_PER_FRAME; part += 1) {
      const at = (this.#frames * AUDIO_PACKETS_PER_FRAME + part) * 960;
      this.#packet('microphone', at, false, new Uint8Array(AUDIO_BYTES));
    }
    this.#frames += 1;
  }

  #packet(stream: RtpStream, timestamp: number, marker: boolean, payload: Uint8Array): void {
    const { offset, payloadType } = STREAMS[stream];
    const sequence = this.#sequences[stream];
    this.#sequences[stream] = sequence + 1;
    const ssrc = this.#firstSsrc + offset;
    this.#send(stream, rtpPacket({ payloadType, ssrc, sequence, timestamp, marker }, payload));
  }
}

/** Lets them all send in step with time until the returned function is called. */
export function sendInTime(guests: readonly RtpGuest[]): () => void {
  let tick = 0;
  const beganMs = systemClock.monotonicMs();
  // By the clock, not by the timer's count: a timer that is late sends what it owes.
  return systemClock.every(10, () => {
    const due = Math.floor(((systemClock.monotonicMs() - beganMs) / 1_000) * FRAME_RATE);
    for (; tick < due; tick += 1) for (const guest of guests) guest.sendFrame();
  });
}
