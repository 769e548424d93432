import { createServer, type Server, type Socket } from 'node:net';
import { type ChannelOptions, FrameChannel } from './frame-channel.js';
import { listenPrivately } from './listen-privately.js';

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
  const open = new Set<FrameChannel>();
  const server = createServer((socket: Socket) => {
    const channel = new FrameChannel(socket, { ...options, isLocal: true });
    open.add(channel);
    channel.events.on('closed', () => open.delete(channel));
    onChannel(channel);
  });
  await listenPrivately(server, path);
  let closing: Promise<void> | undefined;
  return {
    close: () => {
      closing ??= closeServer(server, open);
      return closing;
    },
  };
}

async function closeServer(server: Server, open: Set<FrameChannel>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  for (const channel of [...open]) channel.close();
  await closed;
}
