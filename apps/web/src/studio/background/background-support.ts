import { insertable } from './insertable-streams.js';

/** Whether this page can paint a background behind a person, and what is missing if it cannot. */
export type BackgroundSupport = 'ready' | 'no-frames' | 'no-webgl';

let known: BackgroundSupport | undefined;

export function backgroundSupport(): BackgroundSupport {
  known ??= find();
  return known;
}

function find(): BackgroundSupport {
  const { MediaStreamTrackProcessor: reads, MediaStreamTrackGenerator: writes } = insertable;
  if (!reads || !writes || typeof OffscreenCanvas === 'undefined') return 'no-frames';
  const context = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (context === null) return 'no-webgl';
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return 'ready';
}
