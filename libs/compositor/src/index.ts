export { type AudioMix, type AudioMixInput, audioMixSchema } from './audio/audio-mix.js';
export { CLIP_ACTIONS, type ClipAction, type ClipFile, clipFileSchema } from './clip/clip-file.js';
export { audioEncoderPlan, type EncoderPlan, videoEncoderPlan } from './encode/encoder-arguments.js';
export { encoderFault } from './encode/probe-encoder.js';
export type { PublishedRun } from './encode/published-elsewhere.js';
export { missingInFfmpeg } from './ffmpeg-probe.js';
export { CoreLedger } from './load/core-ledger.js';
export { admitProgramme, estimateCores, freeCoresOf, type Machine } from './load/estimate-cores.js';
export { type Layout, type LayoutInput, layoutSchema } from './mix/layout/layout.js';
export {
  type Overlays,
  type OverlaysInput,
  overlaysSchema,
  type Slate,
  type SlateInput,
  slateSchema,
} from './overlay/overlays.js';
export {
  type ParticipantChange,
  type ParticipantInput,
  type ProgrammeParticipant,
  programmeParticipantSchema,
} from './participant.js';
export type {
  ProgrammeSink,
  RealtimeFrame,
  RunOpening,
  SenderReport,
  TrackCodec,
  TrackFeed,
  TrackSink,
  TrackSource,
} from './ports.js';
export { PreparedThread } from './prepared-thread.js';
export { Programme, type ProgrammeContext, type ProgrammeEvents } from './programme.js';
export type { ProgrammeEvent, ProgrammeHealth, ReplacedEncoder, TrackHealth } from './programme-health.js';
export {
  type Format,
  formatsOf,
  type ProgrammeSettings,
  type ProgrammeSettingsInput,
  programmeSettingsSchema,
  type Rendition,
  renditionsOf,
  type VideoEncoder,
} from './settings.js';
export {
  type Transition,
  type TransitionInput,
  transitionSchema,
} from './transition/transition.js';
