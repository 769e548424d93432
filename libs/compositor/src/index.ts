export type {
  EncoderEpoch,
  ProgrammeSink,
  SenderReport,
  TrackCodec,
  TrackFeed,
  TrackSink,
  TrackSource,
} from './ports.js';
