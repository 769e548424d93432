const CLOCK_WRAP = 2 ** 33;
const HEADER_BYTES = 9;
/** More is no frame. */
const LIMIT_BYTES = 8 << 20;

/** One packetised element: a frame of video, or frames of audio. */
export interface Pes {
  /** Of a clock of 90 kHz with 33 bits. */
  pts: number;
  dts: number;
  data: Buffer;
}

/** Its packets cannot be read this way: another reader is needed. */
export const UNFIT = 'unfit';

interface OpenPes {
  pts: number;
  dts: number;
  parts: Buffer[];
  bytes: number;
  /** Of its data; nothing where it does not say. */
  wanted: number | undefined;
}

/**
 * The elements of one track of a transport stream, each as soon as its last packet came: its length says so, or that the
 * packet is filled up (ISO 13818-1, 2.4.3.5: an element begins with a packet of its own). The next one begins a whole frame later.
 */
export class PesReader {
  #open: OpenPes | undefined;
  #counter: number | undefined;
  /** A packet is missing: nothing up to the next beginning. */
  #isSkipping = true;

  /** One packet of 188 bytes with this track's PID. */
  push(packet: Buffer): readonly Pes[] | typeof UNFIT {
    const payload = payloadOf(packet);
    if (payload === undefined) return [];
    if (payload === UNFIT || payload.isScrambled) return UNFIT;
    if (!this.#isNext(payload)) return [];
    const done: Pes[] = [];
    if (payload.isStart) {
      if (this.#open?.wanted === undefined) this.#end(done);
      this.#open = openPes(payload.bytes);
      this.#isSkipping = false;
      if (this.#open === undefined) return UNFIT;
    } else if (this.#isSkipping) return [];
    else if (this.#open === undefined) return payload.bytes.length === 0 ? [] : UNFIT;
    else {
      this.#open.parts.push(payload.bytes);
      this.#open.bytes += payload.bytes.length;
    }
    const { bytes, wanted } = this.#open;
    if (bytes > LIMIT_BYTES) return UNFIT;
    if (wanted === undefined ? payload.isFilledUp : bytes >= wanted) this.#end(done);
    return done;
  }

  /** Each packet is counted; one that is repeated says nothing new. */
  #isNext({ counter }: Payload): boolean {
    const before = this.#counter;
    this.#counter = counter;
    if (before === undefined || counter === ((before + 1) & 15)) return true;
    if (counter === before) return false;
    this.#open = undefined;
    this.#isSkipping = true;
    return true;
  }

  #end(done: Pes[]): void {
    const open = this.#open;
    this.#open = undefined;
    if (open === undefined) return;
    const data = Buffer.concat(open.parts);
    const { pts, dts, wanted } = open;
    done.push({ pts, dts, data: wanted === undefined ? data : data.subarray(0, wanted) });
  }
}

interface Payload {
  isStart: boolean;
  isScrambled: boolean;
  counter: number;
  isFilledUp: boolean;
  bytes: Buffer;
}

function payloadOf(packet: Buffer): Payload | typeof UNFIT | undefined {
  const [second, flags] = [packet.readUInt8(1), packet.readUInt8(3)];
  if ((flags & 0x10) === 0) return undefined;
  const hasAdaptation = (flags & 0x20) !== 0;
  const adaptationBytes = hasAdaptation ? packet.readUInt8(4) : 0;
  const from = hasAdaptation ? 5 + adaptationBytes : 4;
  if (from > packet.length) return UNFIT;
  return {
    isStart: (second & 0x40) !== 0,
    isScrambled: (flags & 0xc0) !== 0,
    counter: flags & 15,
    isFilledUp: hasAdaptation && adaptationBytes > neededBytes(packet, adaptationBytes),
    bytes: packet.subarray(from),
  };
}

/** Of an adaptation field: what is not there to fill the packet up. An empty one fills it with its length. */
function neededBytes(packet: Buffer, adaptationBytes: number): number {
  if (adaptationBytes === 0) return -1;
  const flags = packet.readUInt8(5);
  let needed = 1;
  if ((flags & 0x10) !== 0) needed += 6;
  if ((flags & 0x08) !== 0) needed += 6;
  if ((flags & 0x04) !== 0) needed += 1;
  // Private data and extensions say their own lengths: such a packet is not taken for filled up.
  return (flags & 0x03) !== 0 ? adaptationBytes : needed;
}

function openPes(bytes: Buffer): OpenPes | undefined {
  if (bytes.length < HEADER_BYTES || bytes.readUIntBE(0, 3) !== 1) return undefined;
  const length = bytes.readUInt16BE(4);
  const times = bytes.readUInt8(7) >> 6;
  const headerBytes = HEADER_BYTES + bytes.readUInt8(8);
  if (times < 2 || headerBytes > bytes.length || headerBytes < HEADER_BYTES + (times === 3 ? 10 : 5))
    return undefined;
  const pts = timeAt(bytes, HEADER_BYTES);
  const dts = times === 3 ? timeAt(bytes, HEADER_BYTES + 5) : pts;
  const first = bytes.subarray(headerBytes);
  const wanted = length === 0 ? undefined : Math.max(0, length + 6 - headerBytes);
  return { pts, dts, parts: [first], bytes: first.length, wanted };
}

/** 33 bits in five bytes, between marks. */
function timeAt(bytes: Buffer, at: number): number {
  const high = (bytes.readUInt8(at) >> 1) & 7;
  const middle = bytes.readUInt16BE(at + 1) >> 1;
  const low = bytes.readUInt16BE(at + 3) >> 1;
  return high * 2 ** 30 + middle * 2 ** 15 + low;
}

/** Times of one stream without its wraps, in milliseconds. */
export class PesClock {
  #last: number | undefined;
  #time = 0;

  /** May go back and forth, as audio does beside video. */
  msOf(time: number): number {
    if (this.#last === undefined) this.#time = time;
    else this.#time += shortestWay(time - this.#last);
    this.#last = time;
    return this.#time / 90;
  }
}

/** The way from one time to another one, at most half a wrap. */
export function shortestWay(difference: number): number {
  const forward = ((difference % CLOCK_WRAP) + CLOCK_WRAP) % CLOCK_WRAP;
  return forward > CLOCK_WRAP / 2 ? forward - CLOCK_WRAP : forward;
}
