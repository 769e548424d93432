import { useEffect, useState } from 'react';
import { isPromotionOver, type StageClient, toWireFailure } from '#client';
import { openStage } from './open-stage.js';
import { type JoinedShow, useShow } from './show-context.js';
import { ENGLISH, type Texts } from './texts.js';
import { useEnteredStage } from './use-entered-stage.js';
import { useObserved } from './use-observed.js';

export interface RaiseHandProps {
  /** The viewer stands on the stage, or has left it: close the player while this is set, and show `Stage`. */
  onStage: (stage: StageClient | null) => void;
  texts?: Texts;
}

/** The whole way from the audience to the stage: hand, invitation, camera, and back. */
export function RaiseHand({ onStage, texts = ENGLISH }: RaiseHandProps) {
  const show = useShow();
  return show === null ? null : <JoinedHand show={show} onStage={onStage} texts={texts} />;
}

function JoinedHand({ show, onStage, texts }: { show: JoinedShow } & Required<RaiseHandProps>) {
  const { promotions } = show;
  useObserved(promotions.state);
  const tellServer = async (entered: StageClient) => {
    const { participantId } = entered.state.value;
    const now = promotions.own();
    if (now === undefined || isPromotionOver(now.state)) return;
    if (now.state === 'on-stage' && participantId !== null) await promotions.sendBack(participantId);
    else await promotions.decline(now.promotionId);
  };
  const { connection } = show;
  const { stage, take, leave, goOff } = useEnteredStage({ connection, onStage, tellServer });
  const [fault, setFault] = useState<string | null>(null);
  const own = promotions.own();
  const isOver = own === undefined || isPromotionOver(own.state);
  // Sent back, withdrawn by the host, or out of time: the page is one of the audience again.
  useEffect(() => {
    if (isOver) leave();
  }, [isOver, leave]);
  const doing = (work: () => Promise<unknown>) => () => {
    setFault(null);
    work().catch((error: unknown) => setFault(toWireFailure(error).message));
  };
  const accept = async (promotionId: string) => {
    await promotions.accept(promotionId);
    try {
      take(await openStage(connection, () => promotions.ready(promotionId)));
    } catch (error) {
      // The host must not wait for one who cannot come, who may raise the hand again.
      await promotions.decline(promotionId).catch(() => undefined);
      throw error;
    }
  };
  return (
    <div className="proscenium-hand">
      {stage !== null ? (
        <button type="button" onClick={doing(goOff)}>
          {texts.leaveStage}
        </button>
      ) : isOver ? (
        <button type="button" onClick={doing(() => promotions.raiseHand())}>
          {texts.raiseHand}
        </button>
      ) : own.state === 'invited' ? (
        <p role="status">
          {texts.invited}{' '}
          <button type="button" onClick={doing(() => accept(own.promotionId))}>
            {texts.accept}
          </button>
          <button type="button" onClick={doing(() => promotions.decline(own.promotionId))}>
            {texts.decline}
          </button>
        </p>
      ) : own.state === 'raised' ? (
        <button type="button" onClick={doing(() => promotions.lowerHand())}>
          {texts.lowerHand}
        </button>
      ) : (
        <p role="status">{texts.waiting}</p>
      )}
      {fault !== null && <p role="alert">{fault}</p>}
    </div>
  );
}
