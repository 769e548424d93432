/** Where HLS goes on, behind the edge, as soon as it has its first frame. */
export interface PendingSeek {
  behindS: number;
  sinceMs: number;
}
