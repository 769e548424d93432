import { once } from 'node:events';
import { chmodSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { claimSocketPath } from './claim-socket-path.js';
import { type ChannelOptions, FrameChannel } from './frame-channel.js';

export interface ChannelListener {
  /** Takes no new channel and closes the open ones. Idempotent. */
  close(): Promise<void>;
}

/** Listens at a Unix socket that only this user may open. A file left by a killed process is replaced. */
export async function listenChannels(
  path: string,
  onChannel: (channel: FrameChannel) => void,
  options: ChannelOptions,
): Promise<ChannelListener> {
  await claimSocketPath(path);
  const open = new Set<FrameChannel>();
  const server = createServer((socket: Socket) => {
    const channel = new FrameChannel(socket, { ...options, isLocal: true });
    open.add(channel);
    channel.events.on('closed', () => open.delete(channel));
    onChannel(channel);
  });
  const listening = once(server.listen({ path }), 'listening');
  restrict(path);
  await listening;
  let closing: Promise<void> | undefined;
  return {
    close: () => {
      closing ??= closeServer(server, open);
      return closing;
    },
  };
}

/** The file exists as soon as `listen` has returned: no other user has a moment to open it. */
function restrict(path: string): void {
  try {
    chmodSync(path, 0o600);
  } catch {
    // Where listening failed there is no file; the awaited error says why.
  }
}

async function closeServer(server: Server, open: Set<FrameChannel>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const channel of [...open]) channel.close();
  await closed;
}
