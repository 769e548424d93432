import { type RefObject, useEffect, useState } from 'react';
import { PlaybackReporter, ViewerClient } from '#client';
import { findTicket } from '../ui/house.js';

interface UseViewer {
  video: RefObject<HTMLVideoElement | null>;
  showId: string;
  url: string;
  clockOffsetMs: () => number | null;
}

/** One player for one address, as long as the element is there. */
export function useViewer({ video, showId, url, clockOffsetMs }: UseViewer): ViewerClient | undefined {
  const [viewer, setViewer] = useState<ViewerClient>();
  useEffect(() => {
    if (!video.current) return;
    const made = new ViewerClient({ video: video.current, url, clockOffsetMs });
    const reporter = new PlaybackReporter({ viewer: made, showId, ticket: () => findTicket(showId)?.ticket });
    setViewer(made);
    void made.start();
    return () => {
      setViewer(undefined);
      reporter.close();
      made.close();
    };
  }, [video, showId, url, clockOffsetMs]);
  return viewer;
}
