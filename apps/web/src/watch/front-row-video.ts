/** An element over that of the HLS stream, under the controls; the style sheet shows it when it has a frame. */
export function createFrontRowVideo(video: HTMLVideoElement): HTMLVideoElement {
  const made = document.createElement('video');
  made.className = 'player-front-row';
  made.playsInline = true;
  made.setAttribute('aria-label', video.getAttribute('aria-label') ?? '');
  video.after(made);
  return made;
}
