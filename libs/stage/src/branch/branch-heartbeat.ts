import type { HeartbeatOptions } from '#kernel';

/**
 * Between the owner of a stage and a node that carries participants of it. As between nodes that hold sockets for each other:
 * a node that is only without a processor for a moment must not cost its participants a reconnect, and one that hangs loses
 * their sockets at the same time.
 */
export const BRANCH_HEARTBEAT: HeartbeatOptions = { everyMs: 500, silentMs: 3_000 };
