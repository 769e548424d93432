/** An image in planar 4:2:0, limited range, BT.601. The planes are views of one piece of memory. */
export interface I420 {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
  readonly y: Uint8Array;
  readonly u: Uint8Array;
  readonly v: Uint8Array;
}

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Yuv {
  y: number;
  u: number;
  v: number;
}

export const BLACK: Yuv = { y: 16, u: 128, v: 128 };

export const i420Bytes = (width: number, height: number): number => (width * height * 3) / 2;

export function wrapI420(width: number, height: number, data: Uint8Array): I420 {
  const luma = width * height;
  const chroma = luma / 4;
  return {
    width,
    height,
    data,
    y: data.subarray(0, luma),
    u: data.subarray(luma, luma + chroma),
    v: data.subarray(luma + chroma, luma + 2 * chroma),
  };
}

export const createI420 = (width: number, height: number): I420 =>
  wrapI420(width, height, new Uint8Array(i420Bytes(width, height)));

export function copyI420(image: I420): I420 {
  const copy = createI420(image.width, image.height);
  copy.data.set(image.data);
  return copy;
}

/** BT.601, limited range. */
export function rgbToYuv(red: number, green: number, blue: number): Yuv {
  return {
    y: Math.round(16 + (65.481 * red + 128.553 * green + 24.966 * blue) / 255),
    u: Math.round(128 + (-37.797 * red - 74.203 * green + 112 * blue) / 255),
    v: Math.round(128 + (112 * red - 93.786 * green - 18.214 * blue) / 255),
  };
}

export function fillI420(image: I420, colour: Yuv): void {
  image.y.fill(colour.y);
  image.u.fill(colour.u);
  image.v.fill(colour.v);
}

/** The nearest rectangle on even coordinates, since colour has half the resolution. */
export function evenRect(rect: Rect): Rect {
  const even = (value: number) => Math.round(value / 2) * 2;
  const x = even(rect.x);
  const y = even(rect.y);
  return {
    x,
    y,
    width: Math.max(2, even(rect.x + rect.width) - x),
    height: Math.max(2, even(rect.y + rect.height) - y),
  };
}

export const sameRect = (a: Rect, b: Rect): boolean =>
  a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
