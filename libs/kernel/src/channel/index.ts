export { claimSocketPath } from './claim-socket-path.js';
export { type ConnectOptions, connectChannel } from './connect-channel.js';
export {
  type ChannelEnd,
  type ChannelOptions,
  encodeFrame,
  type Frame,
  FrameChannel,
  FrameReader,
  type HeartbeatOptions,
  LARGEST_FRAME_BYTES,
} from './frame-channel.js';
export { LastingChannel } from './lasting-channel.js';
export { type ChannelListener, listenChannels } from './listen-channels.js';
export { listenPrivately } from './listen-privately.js';
export { NOTICES_HANG, WAITS_FOR_PEER } from './liveness.js';
export { runFolder } from './run-folder.js';
