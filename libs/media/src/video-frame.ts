/** One coded frame, whole. */
export interface CodedFrame {
  data: Uint8Array;
  rtpTimestamp: number;
  isKey: boolean;
  /** Told by key frames, and by whatever else changes the size. */
  size?: { width: number; height: number };
}

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  let total = 0;
  for (const part of parts) total += part.length;
  const joined = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
