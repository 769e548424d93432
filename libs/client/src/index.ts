export { safeAreas } from '#layout';
export { Api, type ApiOptions, type CallOf } from './api/api.js';
export { ApiFailure } from './api/api-failure.js';
export type { Operations } from './api/generated/operations.js';
export { SiteApi } from './api/site-api.js';
export type * from './api/types.js';
export {
  AudienceClient,
  type AudienceRules,
  type AudienceState,
  type HeldMessage,
  type ModeratorRules,
  type PollGame,
  type WaitingMessage,
} from './audience/audience-client.js';
export { isPromotionOver, PromotionClient } from './audience/promotion-client.js';
export { ReplayedChat, type ReplayedMessage } from './audience/replayed-chat.js';
export { measureClockOffsetMs } from './audience/server-clock.js';
export { CallClient, type CallState } from './call/call-client.js';
export { type CaptureChoice, cameraFor, RESOLUTIONS, USUAL_CAPTURE } from './devices/capture-choice.js';
export { DEVICE_FAULTS, type DeviceFault, deviceFaultOf } from './devices/device-fault.js';
export { LevelMeter } from './devices/level-meter.js';
export { type DeviceChoice, type DeviceState, OwnDevices } from './devices/own-devices.js';
export type { TrackEffect } from './devices/track-effect.js';
export { Observed } from './observed.js';
export { type SharedEntries, SharedState } from './shared/shared-state.js';
export {
  Connection,
  type ConnectionOptions,
  type ConnectionPhase,
  type ConnectionState,
  type EndReason,
} from './signaling/connection.js';
export {
  type RenewableTicket,
  TicketRenewal,
  type TicketRenewalOptions,
} from './signaling/ticket-renewal.js';
export { toWireFailure, WireFailure } from './signaling/wire-failure.js';
export { canvasTiles, type StandsOn } from './stage/canvas-tiles.js';
export type { Roster } from './stage/roster.js';
export type { SendingReport } from './stage/sending-sampler.js';
export {
  type MediaPath,
  type RemoteTrack,
  StageClient,
  type StagePhase,
  type StageState,
} from './stage/stage-client.js';
export { StudioTalk, type StudioTalkState } from './stage/studio-talk.js';
export type { Caption } from './viewer/caption-choice.js';
export type { Quality } from './viewer/engine.js';
export { LatencyController, type LatencyReport } from './viewer/latency-controller.js';
export { PlaybackReporter, type ReporterOptions } from './viewer/playback-reporter.js';
export { preparePlayer } from './viewer/player-code.js';
export { ViewerClient } from './viewer/viewer-client.js';
export type { ViewerOptions } from './viewer/viewer-options.js';
export type { ViewerPhase, ViewerState } from './viewer/viewer-state.js';
