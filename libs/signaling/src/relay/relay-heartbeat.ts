import type { HeartbeatOptions } from '#kernel';

/** Between nodes that hold sockets for each other. A node that hangs is given up by ownership, earlier than this. */
export const RELAY_HEARTBEAT: HeartbeatOptions = { everyMs: 500, silentMs: 3_000 };
