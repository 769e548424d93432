import { useEffect, useRef, useState } from 'react';
import { OwnDevices, type Show, StageClient } from '#client';
import type { PromotionView } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { DeviceCheck } from '../studio/device-check.js';
import { StageAudio } from '../studio/stage-audio.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { LevelBar } from '../ui/level-bar.js';
import { Notice } from '../ui/notice.js';
import { problemText } from '../ui/problem-text.js';
import { runAction } from '../ui/run-action.js';
import { toast } from '../ui/toast.js';
import { useMediaStream } from '../ui/use-media-stream.js';
import { useObserved } from '../ui/use-observed.js';
import { useTrackStream } from '../ui/use-track-stream.js';
import type { BackstageSession } from './backstage-session.js';
import type { AudienceSession } from './use-audience-session.js';

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
  const [devices] = useState(() => new OwnDevices());
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
      onSession({ stage, devices });
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

interface GreenRoomProps {
  stageSession: BackstageSession;
  promotion: PromotionView;
  onDecline(): void;
}

function GreenRoom({ stageSession, promotion, onDecline }: GreenRoomProps) {
  const t = useText();
  const { camera, microphone } = useObserved(stageSession.devices.state);
  const video = useMediaStream<HTMLVideoElement>(useTrackStream(camera));
  return (
    <section className="card green-room" aria-label={t('hand.green.title')}>
      <div className="green-room-picture">
        <video ref={video} muted playsInline className="mirrored" aria-label={t('studio.preview')} />
      </div>
      <div className="stack-tight grow">
        <h2>{t('hand.green.title')}</h2>
        <p className="dim">{t('hand.green.text')}</p>
        <LevelBar track={microphone} name={t('studio.level')} />
        {promotion.vetting ? <Notice mood="good" title={t('hand.green.vetting')} /> : null}
        <Button variant="outline" size="small" onClick={onDecline}>
          {t('hand.decline')}
        </Button>
      </div>
      {promotion.vetting ? <StageAudio stage={stageSession.stage} /> : null}
    </section>
  );
}
