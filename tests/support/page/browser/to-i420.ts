/** RGBA to I420, BT.601 in limited range: a canvas gives full range, which VP8 cannot tell its decoder. */
export function toI420({
  data,
  width,
  height,
}: {
  data: Uint8ClampedArray;
  width: number;
  height: number;
}): Uint8Array {
  const frame = new Uint8Array((width * height * 3) / 2);
  const uAt = width * height;
  const vAt = uAt * 1.25;
  const colour = (at: number) => data[at] ?? 0;
  for (let row = 0; row < height; row += 1)
    for (let column = 0; column < width; column += 1) {
      const at = (row * width + column) * 4;
      const [red, green, blue] = [colour(at), colour(at + 1), colour(at + 2)];
      frame[row * width + column] = 16 + ((66 * red + 129 * green + 25 * blue + 128) >> 8);
      if (row % 2 !== 0 || column % 2 !== 0) continue;
      const chromaAt = (row / 2) * (width / 2) + column / 2;
      frame[uAt + chromaAt] = 128 + ((-38 * red - 74 * green + 112 * blue + 128) >> 8);
      frame[vAt + chromaAt] = 128 + ((112 * red - 94 * green - 18 * blue + 128) >> 8);
    }
  return frame;
}
