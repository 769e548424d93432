import { connect, type Socket } from 'node:net';
import { z } from 'zod';
import type { Log } from '#kernel';
import { connectSecurely, listenSecurely, type SecureAddress, type SecureListener } from './secure-socket.js';

/**
 * What another node may reach here: the server, sockets of pages of its shows, offers to carry participants of them, places for encoders that are connected
 * there and the media of those, or the programme of one show.
 */
export const gateTargetSchema = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('server') }),
  z.strictObject({ to: z.literal('signal') }),
  z.strictObject({ to: z.literal('branch') }),
  z.strictObject({ to: z.literal('ingest') }),
  z.strictObject({ to: z.literal('ingest-media') }),
  z.strictObject({ to: z.literal('programme'), showId: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/) }),
]);
export type GateTarget = z.output<typeof gateTargetSchema>;

export interface GateOptions extends SecureAddress {
  /** The Unix socket of a target. */
  pathOf(target: GateTarget): string;
  log: Log;
  /** Another one than by default, for tests. */
  lineWithinMs?: number;
}

const LONGEST_LINE_BYTES = 256;
/** A machine that loses its power after its handshake says nothing any more. */
const LINE_WITHIN_MS = 5_000;

/** One port for what the other nodes want of this one: a line says what, then bytes go both ways. */
export function openGate({
  pathOf,
  log,
  lineWithinMs = LINE_WITHIN_MS,
  ...address
}: GateOptions): Promise<SecureListener> {
  return listenSecurely(address, (socket) => {
    readLine(socket, lineWithinMs)
      .then((line) => join(socket, connect({ path: pathOf(gateTargetSchema.parse(JSON.parse(line))) })))
      .catch((error) => {
        log.warn('cluster.gate | a node asked for nothing that there is', { error });
        socket.destroy();
      });
  });
}

/** A connection to what stands behind another node's gate. It is closed where that does not run. */
export async function connectGate(
  address: SecureAddress,
  target: GateTarget,
  signal?: AbortSignal,
): Promise<Socket> {
  const socket = await connectSecurely(address, signal);
  socket.write(`${JSON.stringify(target)}\n`);
  return socket;
}

/** What comes behind the line stays in the socket. */
function readLine(socket: Socket, withinMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let line = Buffer.alloc(0);
    const onReadable = () => {
      for (let chunk: Buffer | null = socket.read(); chunk !== null; chunk = socket.read()) {
        const end = chunk.indexOf(0x0a);
        line = Buffer.concat([line, end === -1 ? chunk : chunk.subarray(0, end)]);
        if (line.length > LONGEST_LINE_BYTES) return settle(() => reject(new Error('the line is too long')));
        if (end === -1) continue;
        return settle(() => {
          socket.unshift(chunk.subarray(end + 1));
          resolve(line.toString('utf8'));
        });
      }
    };
    const onClose = () => settle(() => reject(new Error('closed before it said what it wants')));
    const onTimeout = () => settle(() => reject(new Error('did not say what it wants')));
    const settle = (then: () => void) => {
      socket.setTimeout(0);
      socket.off('timeout', onTimeout);
      socket.off('readable', onReadable);
      socket.off('close', onClose);
      then();
    };
    socket.setTimeout(withinMs);
    socket.on('timeout', onTimeout);
    socket.on('readable', onReadable);
    socket.once('close', onClose);
  });
}

function join(remote: Socket, local: Socket): void {
  local.on('error', () => remote.destroy());
  local.once('close', () => remote.destroy());
  remote.once('close', () => local.destroy());
  remote.pipe(local);
  local.pipe(remote);
}
