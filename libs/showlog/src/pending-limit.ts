/**
 * For channels that carry a log: a snapshot is sent at once, half a minute of all renditions. Over the default of a
 * channel a follower of a large ladder would be cut off each time that it comes.
 */
export const LOG_PENDING_LIMIT_BYTES = 512 * 1024 * 1024;
