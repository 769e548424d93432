export type { Rate, RequestSpec } from './define.js';
export {
  type Ack,
  ERROR_CODES,
  type ErrorCode,
  isErrorCode,
  type WireError,
  wireErrorSchema,
} from './errors.js';
export { type ServerEvent, type ServerEventData, type ServerEventName, serverEvents } from './events.js';
export { CHAT_EVENTS, type ChatEvent, POLL_KINDS, type PollKind } from './families/audience-kinds.js';
export {
  type AudienceRules,
  audienceRulesSchema,
  type ChatMessage,
  type Poll,
  type Question,
  REACTIONS,
  type Reaction,
  type Restriction,
  type Score,
} from './families/audience-shapes.js';
export type { CallSignal, CallView } from './families/call.js';
export {
  DEFENCE_ACTIONS,
  DEFENCE_CAUSES,
  type DefenceAction,
  type DefenceCause,
  HELD_CAUSES,
  HELD_DECISIONS,
  type HeldCause,
  type HeldDecision,
  WORD_CLASSES,
  type WordClass,
} from './families/chat-defence-kinds.js';
export {
  type ChatDefences,
  type ChatDefencesChange,
  chatDefencesChangeSchema,
  chatDefencesSchema,
  type HeldMessage,
  heldMessageSchema,
  type SiteWords,
  siteWordsSchema,
} from './families/chat-defences.js';
export type { Tile } from './families/consume.js';
export { DATA_CHANNELS } from './families/data.js';
export {
  type AudioMix,
  audioMixSchema,
  type Layout,
  type LiveChapter,
  layoutSchema,
  liveChapterSchema,
  type Overlays,
  overlaysSchema,
  PROGRAMME_STATES,
  type ProgrammeHealthView,
  type ProgrammeView,
  type Slate,
  type SourceMix,
  slateSchema,
  type Transition,
} from './families/programme.js';
export {
  BRAND_FONTS,
  type BrandFont,
  CLIP_ACTIONS,
  LAYOUT_KINDS,
  SHOW_LANGUAGES,
  type ShowLanguage,
  SLATES,
  TRANSITIONS,
} from './families/programme-kinds.js';
export { PROMOTION_STATES, type PromotionState, type PromotionView } from './families/promotion.js';
export type { SessionView, StageWelcome } from './families/session.js';
export type { SharedChange, SharedEntry } from './families/shared.js';
export { type SourceStyle, sourceStyleSchema } from './families/source-style.js';
export type { StudioMessage } from './families/studio.js';
export type { TransportView } from './families/transport.js';
export { LIMITS } from './limits.js';
export {
  FAMILIES,
  type FamilyName,
  isRequestName,
  type RequestData,
  type RequestInput,
  type RequestName,
  type RequestOfFamily,
  type ResponseData,
  requests,
} from './requests.js';
export { HOSTS, MODERATORS, ON_STAGE, ROLES, type Role, STAGE } from './roles.js';
export { TRACK_SOURCES, type WireTrackSource } from './shapes/basics.js';
export { type CaptionAnswer, type CaptionFrame, captionFrameSchema } from './shapes/caption-channel.js';
export type {
  WireDtlsParameters,
  WireIceCandidate,
  WireIceParameters,
  WireIceServer,
  WireSctpParameters,
  WireSctpStream,
} from './shapes/ice.js';
export {
  type ConnectionQuality,
  type ParticipantView,
  QUALITY_GRADES,
  type TrackView,
} from './shapes/participant.js';
export type { WireRtpCapabilities, WireRtpParameters } from './shapes/rtp.js';
export {
  FORMAT_SHAPES,
  type FormatCodec,
  type FormatShape,
  formatIdOf,
  type ShowFormat,
  showFormatSchema,
  showFormatsSchema,
} from './shapes/show-formats.js';
export { isSiteFile, siteFilePrefix } from './site-files.js';
export type { ClientToServer, ServerToClient } from './socket-types.js';
export { PROTOCOL_VERSION } from './version.js';
