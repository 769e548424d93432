import { useEffect, useState } from 'react';
import type { Connection } from '#client';
import type { ProgrammeHealthView } from '#protocol';

/** One frame a second comes; ten seconds tell what is going on now. */
const KEPT = 10;
/** Without a report for so long, the show is over or the connection is cut. */
const STALE_MS = 5_000;

/** The programme's health of the last seconds, oldest first; empty while it is not on air. */
export function useProgrammeHealth(connection: Connection): readonly ProgrammeHealthView[] {
  const [frames, setFrames] = useState<readonly ProgrammeHealthView[]>([]);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const unwatch = connection.on('programme.health', (frame) => {
      clearTimeout(timer);
      timer = setTimeout(() => setFrames([]), STALE_MS);
      setFrames((last) => [...last, frame].slice(-KEPT));
    });
    return () => {
      clearTimeout(timer);
      unwatch();
    };
  }, [connection]);
  return frames;
}
