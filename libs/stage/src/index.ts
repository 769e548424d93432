export type { BanBook } from './desk/moderation-desk.js';
export type { RoleBook } from './desk/role-book.js';
export type { StageCaller } from './desk/stage-caller.js';
export { StageDesks, type StageDesksOptions } from './desk/stage-desks.js';
export { iceServersFor, type TurnSettings, turnCredentials } from './ice/turn-credentials.js';
export type { Hold, Track, TrackCodec } from './media/track.js';
export type { TapSink, TrackTap } from './media/track-tap.js';
export type { StageOutbox } from './outbox.js';
export type { Participant } from './participant.js';
export {
  type FromReceiver,
  fromReceiverSchema,
  type ToReceiver,
  toReceiverSchema,
} from './pipe/pipe-messages.js';
export { StagePipe, type StagePipeOptions } from './pipe/stage-pipe.js';
export { StageReceiver, type StageReceiverEvents, type StageReceiverOptions } from './pipe/stage-receiver.js';
export type { PromotionDesk, PromotionStep } from './promotion/promotion-desk.js';
export type { Newcomer, Stage, StageSettings } from './stage.js';
export type { LeaveReason, StageEnd, StageEvents } from './stage-events.js';
export { StageHouse, type StageHouseEvents, type StageHouseOptions } from './stage-house.js';
