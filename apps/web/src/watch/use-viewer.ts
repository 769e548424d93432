import { type RefObject, useEffect, useState } from 'react';
import { ViewerClient } from '#client';

interface UseViewer {
  video: RefObject<HTMLVideoElement | null>;
  url: string;
  clockOffsetMs: () => number | null;
}

/** One player for one address, as long as the element is there. */
export function useViewer({ video, url, clockOffsetMs }: UseViewer): ViewerClient | undefined {
  const [viewer, setViewer] = useState<ViewerClient>();
  useEffect(() => {
    if (!video.current) return;
    const made = new ViewerClient({ video: video.current, url, clockOffsetMs });
    setViewer(made);
    void made.start();
    return () => {
      setViewer(undefined);
      made.close();
    };
  }, [video, url, clockOffsetMs]);
  return viewer;
}
