export type * from './audience-state-store.js';
export type * from './audit-store.js';
export type * from './bans-store.js';
export type * from './chat-store.js';
export type * from './hands-store.js';
export type * from './polls-store.js';
export type * from './questions-store.js';
export type * from './visits-store.js';
