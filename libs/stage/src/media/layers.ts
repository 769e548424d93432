/** A camera is taken for this high when its sender did not say. */
const ASSUMED_HEIGHT_PX = 720;

/** The smallest layer that is at least as high as wanted; each layer is twice the one before. */
export function layerForHeight(layers: number, wantedPx: number, topPx: number | null): number {
  const top = topPx ?? ASSUMED_HEIGHT_PX;
  for (let layer = 0; layer < layers - 1; layer += 1) {
    // A tenth less is not seen, and spares a layer for a window that is 361 high.
    if (top / 2 ** (layers - 1 - layer) >= wantedPx * 0.9) return layer;
  }
  return Math.max(0, layers - 1);
}
