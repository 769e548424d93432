import { type ConnectOptions, connectChannel, type FrameChannel } from '#kernel';

/** A writer at a Unix socket of this machine. */
export const atSocket =
  (path: string) =>
  (options: ConnectOptions): Promise<FrameChannel> =>
    connectChannel(path, options);
