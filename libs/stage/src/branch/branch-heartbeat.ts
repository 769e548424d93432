import type { HeartbeatOptions } from '#kernel';

/**
 * Between the owner of a stage and a node that carries participants of it. A node that hangs is given up by ownership
 * after 1.5 s; a node that is only without a processor for a moment must not cost its participants a reconnect.
 */
export const BRANCH_HEARTBEAT: HeartbeatOptions = { everyMs: 200, silentMs: 1_500 };
