import { connect } from 'node:net';
import { type ChannelOptions, FrameChannel } from './frame-channel.js';

export interface ConnectOptions extends ChannelOptions {
  /** Gives up connecting; a channel that is open stays so. */
  signal?: AbortSignal;
}

/** Rejects at once where nobody listens: a caller that wants to wait tries again. */
export function connectChannel(path: string, { signal, ...options }: ConnectOptions): Promise<FrameChannel> {
  if (signal?.aborted) return Promise.reject(signal.reason as Error);
  return new Promise((resolve, reject) => {
    const socket = connect({ path });
    const settle = () => {
      socket.off('connect', onConnect);
      socket.off('error', onError);
      signal?.removeEventListener('abort', onAbort);
    };
    const onConnect = () => {
      settle();
      resolve(new FrameChannel(socket, { ...options, isLocal: true }));
    };
    const onError = (error: Error) => {
      settle();
      reject(error);
    };
    const onAbort = () => {
      socket.destroy();
      onError(signal?.reason as Error);
    };
    socket.once('connect', onConnect);
    socket.once('error', onError);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
