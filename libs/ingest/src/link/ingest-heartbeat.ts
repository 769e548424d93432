import type { HeartbeatOptions } from '#kernel';

/**
 * Of the connections between processes that take encoders and servers. Longer than a supervisor lets its server hang:
 * what it notices is a node that lost its power or its network.
 */
export const INGEST_HEARTBEAT: HeartbeatOptions = { everyMs: 500, silentMs: 6_000 };
