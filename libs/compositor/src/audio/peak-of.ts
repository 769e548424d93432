/** The largest sample of either sign. */
export function peakOf(samples: Float32Array, count: number): number {
  let highest = 0;
  for (let i = 0; i < count; i += 1) {
    const sample = samples[i] as number;
    if (sample > highest) highest = sample;
    else if (-sample > highest) highest = -sample;
  }
  return highest;
}
