import type { CodedFrame } from './video-frame.js';

type FrameSize = NonNullable<CodedFrame['size']>;

/** A unit may hold several parameter sets or sequence headers, and a frame may refer to any of them. */
export function largestSize(sizes: readonly FrameSize[]): FrameSize | undefined {
  const [largest] = [...sizes].sort((a, b) => b.width * b.height - a.width * a.height);
  return largest && { width: largest.width, height: largest.height };
}
