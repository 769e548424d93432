import { type RefObject, useEffect, useRef } from 'react';

/** Shows a stream in a media element, and lets go of it when either goes. */
export function useMediaStream<Media extends HTMLMediaElement>(
  stream: MediaStream | null,
): RefObject<Media | null> {
  const ref = useRef<Media>(null);
  useEffect(() => {
    const media = ref.current;
    if (!media) return;
    media.srcObject = stream;
    if (stream) void media.play().catch(() => {});
    return () => {
      media.srcObject = null;
    };
  }, [stream]);
  return ref;
}
