export { Audience, type AudienceOptions } from './audience.js';
export type { Counting, Heartbeat, ViewerFigures } from './counting/counting.js';
export { SILENCE_MS } from './counting/viewer-count.js';
export { NO_SITE_WORDS, type SiteGuard } from './defence/site-guard.js';
export type { Member } from './member.js';
export type { Moderation, ModerationEvents } from './moderation.js';
export type * from './ports/index.js';
export { DEFAULT_SETTINGS } from './rules.js';
export { cleanLine, isVisible } from './text/clean-line.js';
