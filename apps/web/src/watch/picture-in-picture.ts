export const canPictureInPicture = (): boolean => document.pictureInPictureEnabled === true;

export function togglePictureInPicture(video: HTMLVideoElement | null): void {
  if (!video || !canPictureInPicture()) return;
  const work =
    document.pictureInPictureElement === video
      ? document.exitPictureInPicture()
      : video.requestPictureInPicture();
  // The browser refuses before there is a picture; the button is there again then.
  work.catch(() => {});
}
