export type {
  FeedPart,
  FeedRendition,
  FeedSegment,
  ProgrammeFeed,
  ProgrammeFeedEvents,
} from './feed/programme-feed.js';
export {
  type FromOutputs,
  fromOutputsSchema,
  type OutputsShow,
  outputsShowSchema,
  type RecordingWish,
  type ToOutputs,
  toOutputsSchema,
} from './link/messages.js';
export {
  OutputsConnection,
  type OutputsConnectionEvents,
  type OutputsConnectionOptions,
} from './link/outputs-connection.js';
