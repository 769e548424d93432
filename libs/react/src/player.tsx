import { useEffect, useRef } from 'react';
import { ViewerClient, type ViewerState } from '#client';

export interface PlayerProps {
  showId: string;
  /** Where Proscenium is, when it is not where the page came from. */
  origin?: string;
  /** Of a private show, with its token: the `playbackUrl` that your server gets with the ticket. */
  url?: string;
  onState?: (state: ViewerState) => void;
  className?: string;
}

/** Plays a show less than a second behind, waits for one that has not begun, ends with it. */
export function Player({ showId, origin, url, onState, className }: PlayerProps) {
  const video = useRef<HTMLVideoElement>(null);
  const listener = useRef(onState);
  listener.current = onState;
  // The API names it from where Proscenium is.
  const address = new URL(url ?? `/live/${showId}/index.m3u8`, origin ?? location.origin).href;
  useEffect(() => {
    if (video.current === null) return;
    const viewer = new ViewerClient({ video: video.current, url: address });
    const stopWatching = viewer.state.watch((state) => listener.current?.(state));
    void viewer.start();
    return () => {
      stopWatching();
      viewer.close();
    };
  }, [address]);
  return <video ref={video} className={className ?? 'proscenium-player'} controls playsInline muted />;
}
