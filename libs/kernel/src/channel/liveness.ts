import type { HeartbeatOptions } from './frame-channel.js';

/** An event loop may stall for half a second under load, at both ends at once: 250 + 500 + 500 ms is no hang. */
export const NOTICES_HANG: HeartbeatOptions = { everyMs: 250, silentMs: 1_500 };

/** For a side that says it is alive and loses more by letting a stopped peer go than by waiting for it. */
export const WAITS_FOR_PEER: HeartbeatOptions = { everyMs: 250, silentMs: 10_000 };
