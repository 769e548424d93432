/** In place: a gain that moves evenly over these samples, so that it is `to` at the last one and nothing clicks. */
export function rampGain(
  left: Float32Array,
  right: Float32Array,
  count: number,
  from: number,
  to: number,
): void {
  const step = (to - from) / count;
  let gain = from;
  for (let i = 0; i < count; i += 1) {
    gain += step;
    left[i] = (left[i] as number) * gain;
    right[i] = (right[i] as number) * gain;
  }
}
