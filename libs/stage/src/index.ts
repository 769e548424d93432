export { BRANCH_HEARTBEAT } from './branch/branch-heartbeat.js';
export type { BranchOffers, OwnerPlace } from './branch/branch-offers.js';
export type { FrontRow } from './front-row/front-row.js';
export {
  type FromFrontRowSource,
  fromFrontRowSourceSchema,
  type ToFrontRowSource,
  toFrontRowSourceSchema,
} from './front-row/front-row-messages.js';
export type { FrontRowReceiver, ReceiverAnswer } from './front-row/front-row-receiver.js';
export { FrontRowSource, type FrontRowSourceOptions } from './front-row/front-row-source.js';
export type { ReceiverOffer } from './front-row/receiver-offer.js';
export { iceServersFor, type TurnSettings, turnCredentials } from './ice/turn-credentials.js';
export type { Flow as InputFlow } from './inputs/input-flow.js';
export { StageInput, type StageInputEvents, type StageInputOptions } from './inputs/stage-input.js';
export type { LocalHub } from './media/local-hub.js';
export type { PipeListen } from './media/media-worker.js';
export type { Hold, Track, TrackCodec } from './media/track.js';
export type { TapSink, TrackTap } from './media/track-tap.js';
export { findWorkerBinary } from './media/worker-binary.js';
export type { StageOutbox } from './outbox.js';
export type { Participant } from './participant.js';
export {
  type FromReceiver,
  fromReceiverSchema,
  type ToReceiver,
  toReceiverSchema,
} from './pipe/pipe-messages.js';
export type { ReceivedTrack } from './pipe/received-track.js';
export { ReceiverWorker } from './pipe/receiver-worker.js';
export { StagePipe, type StagePipeOptions } from './pipe/stage-pipe.js';
export { StageReceiver, type StageReceiverEvents, type StageReceiverOptions } from './pipe/stage-receiver.js';
export type { PromotionService, PromotionStep } from './promotion/promotion-service.js';
export type { BanList } from './services/moderation-service.js';
export type { RoleRegistry } from './services/role-registry.js';
export type { StageCaller } from './services/stage-caller.js';
export { StageServices, type StageServicesOptions } from './services/stage-services.js';
export type { Newcomer, Stage, StageSettings } from './stage.js';
export type { LeaveReason, StageEnd, StageEvents } from './stage-events.js';
export { StageRegistry, type StageRegistryEvents, type StageRegistryOptions } from './stage-registry.js';
