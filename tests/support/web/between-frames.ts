/** A frame of a video, and when its page learnt of it. */
export interface ShownFrame {
  nowMs: number;
  /** In the video's own time. */
  mediaMs: number;
}

/** So far the video's time may be from the page's between two frames, for the video to have played freely. */
const FREELY_MS = 50;
/** Frames that are further apart say nothing of what lay between them. */
const APART_MS = 500;

/**
 * What a video showed at a moment, by the frames before and after it: on a busy machine frames are seldom, and what the
 * newest one was is no answer. Where the video did not play freely between the two, nothing is certain.
 */
export function betweenFrames(atMs: number, before: ShownFrame, after: ShownFrame | undefined) {
  if (after === undefined) return { mediaMs: before.mediaMs, isFluent: false };
  const [apartMs, playedMs] = [after.nowMs - before.nowMs, after.mediaMs - before.mediaMs];
  const share = apartMs > 0 ? (atMs - before.nowMs) / apartMs : 0;
  const isFluent = apartMs <= APART_MS && Math.abs(playedMs - apartMs) <= FREELY_MS;
  return { mediaMs: before.mediaMs + share * playedMs, isFluent };
}
