import { useEffect } from 'react';
import { playChime } from './chime.js';

/** While mounted: out of full screen, a chime, and the words in the title of the tab. */
export function useCallAttention(words: string): void {
  useEffect(() => {
    // What lies over the page is not seen over an element in full screen.
    if (document.fullscreenElement) void document.exitFullscreen().catch(() => {});
    playChime();
    const before = document.title;
    document.title = `(1) ${words}`;
    return () => {
      document.title = before;
    };
  }, [words]);
}
