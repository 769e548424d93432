export const canPictureInPicture = (): boolean => document.pictureInPictureEnabled === true;

export function togglePictureInPicture(video: HTMLVideoElement | null): void {
  if (!video || !canPictureInPicture()) return;
  const work =
    document.pictureInPictureElement === video
      ? document.exitPictureInPicture()
      : video.requestPictureInPicture();
  // The browser refuses before the first frame; the button can be pressed again.
  work.catch(() => {});
}
