import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { systemClock } from '#kernel';
import { percentile } from '../../support/meters/statistics.js';
import { CardEncoder } from './card-encoder.js';

const PACKET_BYTES = 188;
/** As FFmpeg numbers them. */
const PIDS = { video: 0x100, audio: 0x101 } as const;
const SETTLE_MS = 2_000;

interface Element {
  pid: number;
  /** Of its first frame. */
  ptsMs: number;
  atMs: number;
}

/** Elements by their first packets. All that FFmpeg writes at once arrives at once. */
function elementsIn(bytes: Buffer, atMs: number): Element[] {
  const found: Element[] = [];
  for (let at = 0; at + PACKET_BYTES <= bytes.length; at += PACKET_BYTES) {
    const packet = bytes.subarray(at, at + PACKET_BYTES);
    const head = packet.readUInt16BE(1);
    if ((head & 0x40_00) === 0) continue;
    const start = (packet.readUInt8(3) & 0x20) === 0 ? 4 : 5 + packet.readUInt8(4);
    const ptsAt = start + 9;
    if (ptsAt + 5 > PACKET_BYTES || packet.readUIntBE(start, 3) !== 1) continue;
    const [high, middle, low] = [
      packet.readUInt8(ptsAt),
      packet.readUInt16BE(ptsAt + 1),
      packet.readUInt16BE(ptsAt + 3),
    ];
    const pts = ((high >> 1) & 7) * 2 ** 30 + (middle >> 1) * 2 ** 15 + (low >> 1);
    found.push({ pid: head & 0x1f_ff, ptsMs: pts / 90, atMs });
  }
  return found;
}

async function sentTo(socket: Socket, forMs: number): Promise<Element[]> {
  const elements: Element[] = [];
  let rest = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    const bytes = Buffer.concat([rest, chunk]);
    elements.push(...elementsIn(bytes, systemClock.wallMs()));
    rest = bytes.subarray(bytes.length - (bytes.length % PACKET_BYTES));
  });
  await systemClock.sleep(forMs);
  return elements;
}

/**
 * How old the first audio of what an encoder sends together is when it sends it, by MPEG-TS to a socket of this process: what is
 * mixed in step cannot be younger in the programme.
 */
export async function heldAudioMs(output: (url: string) => string[], measuredMs: number): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const beganMs = systemClock.wallMs();
  const encoder = new CardEncoder(output(`tcp://127.0.0.1:${(server.address() as AddressInfo).port}`));
  try {
    const [socket] = (await once(server, 'connection')) as [Socket];
    const elements = await sentTo(socket, SETTLE_MS + measuredMs);
    socket.destroy();
    const first = elements.find(({ pid }) => pid === PIDS.video)?.ptsMs ?? 0;
    const audio = elements.filter(({ pid, atMs }) => pid === PIDS.audio && atMs > beganMs + SETTLE_MS);
    return percentile(
      audio.map(({ ptsMs, atMs }) => atMs - (beganMs + ptsMs - first)),
      0.97,
    );
  } finally {
    await encoder.close();
    server.close();
  }
}
