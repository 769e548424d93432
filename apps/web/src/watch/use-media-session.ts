import { useEffect } from 'react';
import type { ViewerClient } from '#client';

/** Title and buttons on the lock screen, headset and keyboard. */
export function useMediaSession(
  viewer: ViewerClient | undefined,
  title: string,
  posterUrl: string | null,
): void {
  useEffect(() => {
    const session = navigator.mediaSession;
    if (!session || !viewer) return;
    session.metadata = new MediaMetadata({ title, artwork: posterUrl ? [{ src: posterUrl }] : [] });
    const actions: [MediaSessionAction, () => void][] = [
      ['play', () => void viewer.resume()],
      ['pause', () => viewer.pause()],
      ['seekbackward', () => viewer.seekBy(-10)],
      ['seekforward', () => viewer.seekBy(10)],
    ];
    for (const [action, work] of actions) session.setActionHandler(action, work);
    return () => {
      session.metadata = null;
      for (const [action] of actions) session.setActionHandler(action, null);
    };
  }, [viewer, title, posterUrl]);
}
