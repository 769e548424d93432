export type { Hold, Track, TrackCodec } from './media/track.js';
export type { TapSink, TrackTap } from './media/track-tap.js';
export type { StageOutbox } from './outbox.js';
export type { Participant } from './participant.js';
export type { Newcomer, Stage, StageSettings } from './stage.js';
export type { LeaveReason, StageEnd, StageEvents } from './stage-events.js';
export { StageHouse, type StageHouseOptions } from './stage-house.js';
