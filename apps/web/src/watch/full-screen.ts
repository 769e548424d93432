/** An iPhone shows nothing but a video in full screen, with controls of its own. */
type PhoneVideo = HTMLVideoElement & { webkitEnterFullscreen?(): void };

/** The player with its controls where the browser can, else the video alone. */
export function toggleFullScreen(video: PhoneVideo | null): void {
  if (document.fullscreenElement) {
    void document.exitFullscreen();
    return;
  }
  const player = video?.parentElement;
  if (player?.requestFullscreen) void player.requestFullscreen().catch(() => {});
  else video?.webkitEnterFullscreen?.();
}
