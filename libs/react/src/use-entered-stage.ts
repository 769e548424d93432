import { useCallback, useEffect, useRef, useState } from 'react';
import type { Connection, StageClient } from '#client';

export interface EnteredStage {
  /** Null while this page is not on a stage. */
  stage: StageClient | null;
  /** Takes the stage that was opened, and leaves it at once where the component has gone meanwhile. */
  take(stage: StageClient): void;
  /** The server knows already: camera, microphone and connections of media end here. */
  leave(): void;
  /** Tells the server, then leaves. Rejects where the server refuses: the page stays on the stage then. */
  goOff(): Promise<void>;
}

export interface EnteredStageOptions {
  connection: Connection;
  onStage(stage: StageClient | null): void;
  /** Tells the server that this person is off the stage. */
  tellServer(stage: StageClient): Promise<unknown>;
}

/** The stage that this page is on, for as long as the component is there and its connection goes on. */
export function useEnteredStage(options: EnteredStageOptions): EnteredStage {
  const { connection } = options;
  const [stage, setStage] = useState<StageClient | null>(null);
  const held = useRef<StageClient | null>(null);
  const isGone = useRef(false);
  const newest = useRef(options);
  newest.current = options;

  const take = useCallback((entered: StageClient) => {
    if (isGone.current) return abandon(entered, newest.current);
    held.current = entered;
    entered.state.watch(({ phase }) => {
      if (phase !== 'left' || held.current !== entered) return;
      held.current = null;
      setStage(null);
      newest.current.onStage(null);
    });
    setStage(entered);
    newest.current.onStage(entered);
  }, []);
  const leave = useCallback(() => held.current?.leave(), []);
  const goOff = useCallback(async () => {
    if (held.current !== null) await newest.current.tellServer(held.current);
    leave();
  }, [leave]);
  useEffect(
    () => connection.state.watch(({ phase }) => void (phase === 'ended' && leave())),
    [connection, leave],
  );
  useEffect(() => {
    // A page in strict mode mounts twice.
    isGone.current = false;
    return () => {
      isGone.current = true;
      if (held.current !== null) abandon(held.current, newest.current);
    };
  }, []);
  return { stage, take, leave, goOff };
}

/** Nobody is there any more who could read a refusal. */
function abandon(stage: StageClient, { tellServer }: EnteredStageOptions): void {
  tellServer(stage).catch(() => undefined);
  stage.leave();
}
