import { useState } from 'react';
import { type StageClient, toWireFailure } from '#client';
import { openStage } from './open-stage.js';
import { type JoinedShow, useShow } from './show-context.js';
import { ENGLISH, type Texts } from './texts.js';

export interface EnterStageProps {
  /** On the stage, or off it again. */
  onStage: (stage: StageClient | null) => void;
  texts?: Texts;
}

/** For those whose ticket lets them on the stage at once: hosts, co-hosts and guests. */
export function EnterStage({ onStage, texts = ENGLISH }: EnterStageProps) {
  const show = useShow();
  return show === null ? null : <Entrance show={show} onStage={onStage} texts={texts} />;
}

function Entrance({ show, onStage, texts }: { show: JoinedShow } & Required<EnterStageProps>) {
  const [stage, setStage] = useState<StageClient | null>(null);
  const [isEntering, setEntering] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const take = (entered: StageClient | null) => {
    setStage(entered);
    onStage(entered);
  };
  const enter = async () => {
    setFault(null);
    setEntering(true);
    try {
      const entered = await openStage(show.connection);
      entered.state.watch(({ phase }) => phase === 'left' && take(null));
      take(entered);
    } catch (error) {
      setFault(toWireFailure(error).message);
    } finally {
      setEntering(false);
    }
  };
  return (
    <div className="proscenium-entrance">
      {stage === null ? (
        <button type="button" disabled={isEntering} onClick={() => void enter()}>
          {texts.enterStage}
        </button>
      ) : (
        <button type="button" onClick={() => stage.leave()}>
          {texts.leaveStage}
        </button>
      )}
      {fault !== null && <p role="alert">{fault}</p>}
    </div>
  );
}
