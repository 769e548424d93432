import { useEffect, useRef, useState } from 'react';
import { CallClient, OwnDevices, type Show, StageClient } from '#client';
import type { PromotionView } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { DeviceCheck } from '../studio/device-check.js';
import { Button } from '../ui/button.js';
import { keptCapture } from '../ui/device-wishes.js';
import { Dialog } from '../ui/dialog.js';
import { problemText } from '../ui/problem-text.js';
import { runAction } from '../ui/run-action.js';
import { toast } from '../ui/toast.js';
import type { AudienceSession } from './audience-session.js';
import type { BackstageSession } from './backstage-session.js';
import { GreenRoom } from './green-room.js';

interface GetReadyProps {
  audienceSession: AudienceSession;
  promotion: PromotionView;
  show: Show;
  stageSession: BackstageSession | undefined;
  onSession(stageSession: BackstageSession): void;
}

/** Device check, then the green room: everything slow happens here, so that the stage is one step away. */
export function GetReady({ audienceSession, promotion, stageSession, onSession }: GetReadyProps) {
  const t = useText();
  const [devices] = useState(() => new OwnDevices(keptCapture()));
  const [busy, setBusy] = useState(false);
  const { promotions, connection } = audienceSession;
  const isTaken = useRef(false);
  // Whatever ends the check, the camera's light goes out; a stage session takes the devices along.
  useEffect(
    () => () => {
      if (!isTaken.current) devices.release();
    },
    [devices],
  );
  const decline = () => {
    devices.close();
    runAction(promotions.decline(promotion.promotionId));
  };
  const ready = async () => {
    setBusy(true);
    try {
      const { camera, microphone } = devices.state.value;
      const stage = await StageClient.join(connection, {
        ...(camera ? { camera: { track: camera } } : {}),
        ...(microphone ? { microphone: { track: microphone } } : {}),
      });
      isTaken.current = true;
      onSession({ stage, devices, calls: new CallClient(connection, stage, devices) });
      await promotions.ready(promotion.promotionId);
    } catch (error) {
      toast(problemText(error));
    }
    setBusy(false);
  };
  if (stageSession)
    return <GreenRoom stageSession={stageSession} promotion={promotion} onDecline={decline} />;
  return (
    <Dialog open wide onClose={decline} title={t('hand.check.title')} text={t('hand.check.text')}>
      <DeviceCheck devices={devices}>
        <div className="row">
          <Button variant="primary" size="large" busy={busy} onClick={() => void ready()}>
            {t('hand.ready')}
          </Button>
          <Button variant="ghost" size="large" onClick={decline}>
            {t('hand.decline')}
          </Button>
        </div>
      </DeviceCheck>
    </Dialog>
  );
}
