export type { PlaybackViewer } from '#origin';
export { fileConverter } from './files/convert-file.js';
export type { MediaFile } from './files/media-file.js';
export { MEDIA_FILE_LIMITS, MediaFileStore } from './files/media-file-store.js';
export { SharedFiles, type SharedFilesOptions } from './files/shared-files.js';
export { SITE_FOLDER } from './files/site-folder.js';
export { IMAGE_LIMITS, IMAGE_TYPES, ImageStore, type ShowImage } from './images/image-store.js';
export { bannedMarks } from './playback/banned-marks.js';
export { type PlayableShow, PlaybackPass } from './playback/playback-pass.js';
export type { Appearance, AppearancesStore, ShowMoment } from './ports/appearances.js';
export type {
  AudienceFigures,
  QualityFigures,
  QualityStore,
  QualityView,
  Quantiles,
} from './ports/audience-figures.js';
export type {
  LiveParticipant,
  LiveShows,
  LiveState,
  LiveTrackSource,
  PlayerMark,
  ProgrammePrice,
} from './ports/live-shows.js';
export { EVENT_TYPES, type EventType, type OutboxEvent, type SentType, TEST_EVENT } from './ports/outbox.js';
export type { Page, PagePlace, PageRequest } from './ports/page.js';
export type { Recordings } from './ports/recordings.js';
export type { SettingsStore } from './ports/settings.js';
export { DEFAULT_BRAND, type ShowBrand } from './ports/show-brand.js';
export {
  DEFAULT_RECORDING,
  LAYOUTS,
  PROFILES,
  RESILIENCES,
  type Show,
  type ShowChange,
  type ShowChangeResult,
  type ShowFilter,
  type ShowLayout,
  type ShowLimits,
  type ShowPatch,
  type ShowProfile,
  type ShowRecording,
  type ShowResilience,
  type ShowsStore,
  VISIBILITIES,
  type Visibility,
} from './ports/shows.js';
export {
  findMove,
  getMove,
  type PhaseMove,
  phaseOfStored,
  SHOW_STATES,
  type ShowPhase,
  type ShowState,
} from './show-machine.js';
export { fillLimits } from './shows/new-show.js';
export { RecentLookups } from './shows/recent-lookups.js';
export { type KnownState, ShowService, showNotFound } from './shows/show-service.js';
export { visibleShows } from './shows/visible-shows.js';
export { isStartCancelled, startCancelled } from './start-cancelled.js';
