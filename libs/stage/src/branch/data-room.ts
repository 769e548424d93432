import type { FrameChannel } from '#kernel';

/** What the stage decides waits behind it, for a fraction of a second where nodes are far apart. */
const FULL_AT_BYTES = 4 << 20;

/**
 * Whether messages of data channels may go out on the connection of two nodes. It would end at far more, and with it all that the
 * nodes have of each other: a page that sends faster than the nodes can loses its channel alone.
 */
export const hasRoomForData = ({ pendingBytes }: Pick<FrameChannel, 'pendingBytes'>): boolean =>
  pendingBytes < FULL_AT_BYTES;
