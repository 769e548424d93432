/** Plays with its audio if the browser allows that, else muted, else not at all. */
export async function autoplay(video: HTMLVideoElement): Promise<'as-wanted' | 'muted' | 'refused'> {
  try {
    await video.play();
  } catch (error) {
    if (!(error instanceof DOMException) || error.name !== 'NotAllowedError') return 'as-wanted';
    video.muted = true;
    return video.play().then(
      () => 'muted',
      () => 'refused',
    );
  }
  return 'as-wanted';
}
