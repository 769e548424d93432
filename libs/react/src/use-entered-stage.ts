import { useCallback, useEffect, useRef, useState } from 'react';
import type { Connection, StageClient } from '#client';

export interface EnteredStage {
  /** Null while this page is not on a stage. */
  stage: StageClient | null;
  /** Takes the stage that was opened, and leaves it at once where the component has gone meanwhile. */
  take(stage: StageClient): void;
  /** Camera, microphone and connections of media end here; the caller tells the server. */
  leave(): void;
}

/** The stage that this page is on, for as long as the component is there and its connection goes on. */
export function useEnteredStage(
  connection: Connection,
  onStage: (stage: StageClient | null) => void,
): EnteredStage {
  const [stage, setStage] = useState<StageClient | null>(null);
  const held = useRef<StageClient | null>(null);
  const isGone = useRef(false);
  const listener = useRef(onStage);
  listener.current = onStage;

  const take = useCallback((entered: StageClient) => {
    if (isGone.current) return entered.leave();
    held.current = entered;
    entered.state.watch(({ phase }) => {
      if (phase !== 'left' || held.current !== entered) return;
      held.current = null;
      setStage(null);
      listener.current(null);
    });
    setStage(entered);
    listener.current(entered);
  }, []);
  const leave = useCallback(() => held.current?.leave(), []);
  useEffect(
    () => connection.state.watch(({ phase }) => void (phase === 'ended' && leave())),
    [connection, leave],
  );
  useEffect(() => {
    // A page in strict mode mounts twice.
    isGone.current = false;
    return () => {
      isGone.current = true;
      held.current?.leave();
    };
  }, []);
  return { stage, take, leave };
}
