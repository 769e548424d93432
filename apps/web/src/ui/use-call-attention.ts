import { useEffect } from 'react';
import { notifyOfCall } from './call-notification.js';
import { playChime } from './chime.js';

/** While mounted: out of full screen, a chime, the words in the title of the tab, and a notification while the page is hidden. */
export function useCallAttention(words: string, body: string): void {
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
  useEffect(() => {
    let close = () => {};
    const follow = () => {
      close();
      close = document.hidden ? notifyOfCall(words, body) : () => {};
    };
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      close();
    };
  }, [words, body]);
}
