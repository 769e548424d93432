import type Hls from 'hls.js';

/** An element that gets another source, after an error of its decoder, is paused by that, and says nothing of it. */
export function keepPlaying(
  video: HTMLVideoElement,
  hls: Hls,
  { MEDIA_ATTACHED, DESTROYING }: (typeof Hls)['Events'],
): void {
  const life = new AbortController();
  let isWanted = !video.paused;
  for (const name of ['play', 'pause'])
    video.addEventListener(name, () => (isWanted = name === 'play'), { signal: life.signal });
  hls.on(MEDIA_ATTACHED, () => {
    if (isWanted && video.paused) video.play().catch(() => undefined);
  });
  hls.on(DESTROYING, () => life.abort());
}
