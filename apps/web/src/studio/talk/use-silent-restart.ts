import { useEffect } from 'react';
import type { OwnTracks } from '../use-own-tracks.js';

/**
 * A server that restarts forgets private talks and calls, and the page's microphone would be on air by itself: it is off
 * before the stage is entered again.
 */
export function useSilentRestart(
  isPrivate: boolean,
  isAway: boolean,
  { microphoneOn, toggleMicrophone }: Pick<OwnTracks, 'microphoneOn' | 'toggleMicrophone'>,
): void {
  const isAtRisk = isPrivate && isAway && microphoneOn;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the switch is another function in each drawing
  useEffect(() => {
    if (isAtRisk) toggleMicrophone();
  }, [isAtRisk]);
}
