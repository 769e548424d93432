export { ControlPlane, type ControlPlaneOptions } from './control-plane.js';
export { BanBook } from './live/ban-book.js';
export { HandBook, type HandBookOptions } from './live/hand-book.js';
export { stageCommands } from './live/house-caller.js';
export { KeptNotes } from './live/kept-notes.js';
export { LiveFloor, type StageCommands } from './live/live-floor.js';
export { type DressedShow, LookKeeper } from './live/look-keeper.js';
export { OpenShow } from './live/open-show.js';
export { OpenShows } from './live/open-shows.js';
export { ProgrammeDesk } from './live/programme-desk.js';
export type { ProgrammeRun } from './live/programme-run.js';
export { RoleKeeper, type RoleKeeperOptions } from './live/role-keeper.js';
export { ShowDoor } from './live/show-door.js';
export { showOpener } from './live/show-opener.js';
export { StageFeed } from './live/stage-feed.js';
export { type TellNews, tellStageNews } from './live/stage-news.js';
export { TicketDoor } from './live/ticket-door.js';
export { TimeLimit } from './live/time-limit.js';
export { PICTURE_LIMITS, PICTURE_TYPES, Pictures } from './pictures/pictures.js';
export { PlaybackBans } from './playback/playback-bans.js';
export * from './ports/index.js';
export { openApiDocument } from './rest/document/openapi.js';
export { ALL_OPERATIONS } from './rest/operations/index.js';
export { PublicUrls } from './rest/public-urls.js';
export { DEFAULT_RATES, type Rates } from './rest/rate-gate.js';
export { type RestOptions, restModule } from './rest/rest.module.js';
export type { ShowBook } from './show-book/show-book.js';
export { deviceHashOf, type TicketOffice } from './show-book/ticket-office.js';
export {
  findMove,
  getMove,
  SHOW_MOVES,
  SHOW_STATES,
  type ShowMove,
  type ShowState,
  statesAllowing,
} from './show-state.js';
