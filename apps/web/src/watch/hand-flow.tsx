import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { type CallState, isPromotionOver, Observed, type Show } from '#client';
import { withWorkTexts } from '../i18n/with-work-texts.js';
import { useObserved } from '../ui/use-observed.js';
import type { AudienceSession } from './audience-session.js';
import type { BackstageSession } from './backstage-session.js';
import { HandBar } from './hand-bar.js';
import { useHandEnds } from './use-hand-ends.js';

const GetReady = lazy(async () => ({ default: (await withWorkTexts(import('./get-ready.js'))).GetReady }));
const OnStage = lazy(async () => ({ default: (await withWorkTexts(import('./on-stage.js'))).OnStage }));

const NO_CALL = new Observed<CallState | undefined>(undefined);

interface HandFlowProps {
  audienceSession: AudienceSession;
  show: Show;
  name: string | null;
  onRaiseWithName(name: string): void;
  onStage(isOnStage: boolean): void;
  onSilence(isSilenced: boolean): void;
}

/** From the raised hand over the green room to the stage, and back into the audience. One page all the way. */
export function HandFlow({
  audienceSession,
  show,
  name,
  onRaiseWithName,
  onStage,
  onSilence,
}: HandFlowProps) {
  const { connection, promotions } = audienceSession;
  const all = useObserved(promotions.state);
  const { session } = useObserved(connection.state);
  const own = all.findLast(({ personId }) => personId === session?.personId);
  const [stageSession, setStageSession] = useState<BackstageSession>();
  const isOnStage = own?.state === 'on-stage' && stageSession !== undefined;
  const call = useObserved<CallState | undefined>(stageSession?.calls.state ?? NO_CALL)?.call;
  const isTalking = own?.vetting === true || call?.state === 'active';
  const silences = isOnStage || (stageSession !== undefined && isTalking);

  // The player is silent before anything of the stage is heard.
  useEffect(() => {
    onSilence(silences);
  }, [silences, onSilence]);
  useEffect(() => {
    onStage(isOnStage);
  }, [isOnStage, onStage]);
  useHandEnds(own, session?.programme.state === 'ending' || session?.programme.state === 'ended');

  const isShowOver = session?.programme.state === 'ended';
  const isOver = isShowOver || (own !== undefined && isPromotionOver(own.state));
  const held = useRef(stageSession);
  held.current = stageSession;
  useEffect(() => {
    if (!isOver || !held.current) return;
    held.current.stage.leave();
    held.current.devices.close();
    setStageSession(undefined);
  }, [isOver]);
  useEffect(
    () => () => {
      held.current?.stage.leave();
      held.current?.devices.close();
    },
    [],
  );
  if (isOnStage && stageSession && own) {
    return (
      <Suspense>
        <OnStage audienceSession={audienceSession} stageSession={stageSession} showId={show.id} />
      </Suspense>
    );
  }
  if (session?.programme.state !== 'live' || (session.role !== 'viewer' && session.role !== 'candidate'))
    return null;
  return (
    <HandBar
      own={isOver ? undefined : own}
      promotions={promotions}
      name={name}
      onRaiseWithName={onRaiseWithName}
    >
      {own && (own.state === 'accepted' || own.state === 'ready') ? (
        <Suspense>
          <GetReady
            audienceSession={audienceSession}
            promotion={own}
            show={show}
            stageSession={stageSession}
            onSession={setStageSession}
          />
        </Suspense>
      ) : null}
    </HandBar>
  );
}
