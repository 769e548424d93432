/** One coded frame, whole. */
export interface CodedFrame {
  data: Uint8Array;
  rtpTimestamp: number;
  isKey: boolean;
  /** Told by key frames, and by whatever else changes the size. */
  size?: { width: number; height: number };
}
