export { type FeedCommand, feedCommand } from './feed/feed-command.js';
export type {
  InputDirectory,
  InputFacts,
  InputPlace,
  InputPlaces,
  NodePlaces,
  PlainTarget,
  SendsBy,
} from './input-facts.js';
export { EncoderSessions, type EncoderSessionsOptions } from './link/encoder-sessions.js';
export { INGEST_HEARTBEAT } from './link/ingest-heartbeat.js';
export { IngestLink, type IngestLinkOptions } from './link/ingest-link.js';
export { MediaInlet } from './nodes/media-inlet.js';
export { RtmpListener, type RtmpListenerOptions } from './rtmp/rtmp-listener.js';
export { SrtListener, type SrtListenerOptions } from './srt/srt-listener.js';
export type { WhipAnswer } from './whip/whip-answer.js';
export {
  SDP,
  SDP_FRAGMENT,
  WhipEndpoint,
  type WhipEndpointOptions,
  type WhipRequest,
} from './whip/whip-endpoint.js';
