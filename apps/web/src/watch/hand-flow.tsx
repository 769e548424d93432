import { Hand, Sparkles } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { isPromotionOver, type Show } from '#client';
import type { PromotionView } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { runAction } from '../ui/run-action.js';
import { useObserved } from '../ui/use-observed.js';
import type { BackstageSession } from './backstage-session.js';
import { NameForm } from './side-panel.js';
import type { AudienceSession } from './use-audience-session.js';
import { useHandEnds } from './use-hand-ends.js';

const GetReady = lazy(async () => ({ default: (await import('./get-ready.js')).GetReady }));
const OnStage = lazy(async () => ({ default: (await import('./on-stage.js')).OnStage }));

interface HandFlowProps {
  audienceSession: AudienceSession;
  show: Show;
  name: string | null;
  onName(name: string): void;
  onStage(isOnStage: boolean): void;
  onSilence(isSilenced: boolean): void;
}

/** From the raised hand over the green room to the stage, and back into the audience. One page all the way. */
export function HandFlow({ audienceSession, show, name, onName, onStage, onSilence }: HandFlowProps) {
  const { connection, promotions } = audienceSession;
  const all = useObserved(promotions.state);
  const { session } = useObserved(connection.state);
  const own = all.findLast(({ personId }) => personId === session?.personId);
  const [stageSession, setStageSession] = useState<BackstageSession>();
  const isOnStage = own?.state === 'on-stage' && stageSession !== undefined;
  const silences = isOnStage || (stageSession !== undefined && own?.vetting === true);

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
        <OnStage audienceSession={audienceSession} stageSession={stageSession} />
      </Suspense>
    );
  }
  if (session?.programme.state !== 'live' || (session.role !== 'viewer' && session.role !== 'candidate'))
    return null;
  return (
    <HandBar own={isOver ? undefined : own} audienceSession={audienceSession} name={name} onName={onName}>
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

interface HandBarProps {
  own: PromotionView | undefined;
  audienceSession: AudienceSession;
  name: string | null;
  onName(name: string): void;
  children: ReactNode;
}

function HandBar({ own, audienceSession: { promotions }, name, onName, children }: HandBarProps) {
  const t = useText();
  const [asksName, setAsksName] = useState(false);
  if (!own) {
    return (
      <div className="hand-bar">
        <Button
          icon={<Hand size={18} />}
          onClick={() => (name === null ? setAsksName(true) : runAction(promotions.raiseHand()))}
        >
          {t('hand.raise')}
        </Button>
        <Dialog open={asksName && name === null} onClose={() => setAsksName(false)} title={t('hand.raise')}>
          <NameForm onName={onName} />
        </Dialog>
      </div>
    );
  }
  if (own.state === 'raised') {
    return (
      <div className="hand-bar">
        <Button variant="primary" icon={<Hand size={18} />} onClick={() => runAction(promotions.lowerHand())}>
          {t('hand.lower')}
        </Button>
        <span className="dim small" role="status">
          {t('hand.raised')}
        </span>
      </div>
    );
  }
  if (own.state === 'invited') {
    return (
      <div className="card card-pad invitation" role="alertdialog" aria-label={t('hand.invited.title')}>
        <Sparkles size={24} aria-hidden="true" />
        <div className="grow">
          <h2>{t('hand.invited.title')}</h2>
          <p className="dim">{t('hand.invited.text')}</p>
        </div>
        <div className="row">
          <Button variant="primary" onClick={() => runAction(promotions.accept(own.promotionId))}>
            {t('hand.accept')}
          </Button>
          <Button variant="ghost" onClick={() => runAction(promotions.decline(own.promotionId))}>
            {t('hand.decline')}
          </Button>
        </div>
      </div>
    );
  }
  return <>{children}</>;
}
