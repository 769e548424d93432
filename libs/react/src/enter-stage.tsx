import { useState } from 'react';
import { type StageClient, toWireFailure } from '#client';
import { openStage } from './open-stage.js';
import { type JoinedShow, useShow } from './show-context.js';
import { ENGLISH, type Texts } from './texts.js';
import { useEnteredStage } from './use-entered-stage.js';

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
  const { connection } = show;
  const { stage, take, goOff } = useEnteredStage({
    ...{ connection, onStage },
    // The place on the stage ends, the connection stays: chat and the rest go on.
    tellServer: () => connection.request('session.leave', {}),
  });
  const [isBusy, setBusy] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const doing = async (work: () => Promise<void>) => {
    setFault(null);
    setBusy(true);
    await work().catch((error: unknown) => setFault(toWireFailure(error).message));
    setBusy(false);
  };
  const enter = async () => take(await openStage(connection));
  return (
    <div className="proscenium-entrance">
      {stage === null ? (
        <button type="button" disabled={isBusy} onClick={() => void doing(enter)}>
          {texts.enterStage}
        </button>
      ) : (
        <button type="button" disabled={isBusy} onClick={() => void doing(goOff)}>
          {texts.leaveStage}
        </button>
      )}
      {fault !== null && <p role="alert">{fault}</p>}
    </div>
  );
}
