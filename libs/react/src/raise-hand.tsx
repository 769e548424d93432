import { useState } from 'react';
import { isPromotionOver, type StageClient, toWireFailure } from '#client';
import { openStage } from './open-stage.js';
import { type JoinedShow, useShow } from './show-context.js';
import { ENGLISH, type Texts } from './texts.js';
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
  const [stage, setStage] = useState<StageClient | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const own = promotions.own();
  const doing = (work: () => Promise<unknown>) => () => {
    setFault(null);
    work().catch((error: unknown) => setFault(toWireFailure(error).message));
  };
  const take = (entered: StageClient | null) => {
    setStage(entered);
    onStage(entered);
  };
  const accept = async (promotionId: string) => {
    await promotions.accept(promotionId);
    const entered = await openStage(show.connection, () => promotions.ready(promotionId));
    entered.state.watch(({ phase }) => phase === 'left' && take(null));
    take(entered);
  };
  return (
    <div className="proscenium-hand">
      {stage !== null ? (
        <button type="button" onClick={() => stage.leave()}>
          {texts.leaveStage}
        </button>
      ) : own === undefined || isPromotionOver(own.state) ? (
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
