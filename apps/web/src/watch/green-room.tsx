import { LogOut, Webcam } from 'lucide-react';
import { useState } from 'react';
import type { PromotionView } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { CallNotice } from '../studio/call/call-notice.js';
import { ConnectionNotice } from '../studio/connection-notice.js';
import { DevicesSheet } from '../studio/devices-sheet.js';
import { StageAudio } from '../studio/stage-audio.js';
import { useOwnTracks } from '../studio/use-own-tracks.js';
import { Button } from '../ui/button.js';
import { deviceWishes } from '../ui/device-wishes.js';
import { LevelBar } from '../ui/level-bar.js';
import { Notice } from '../ui/notice.js';
import { useMediaStream } from '../ui/use-media-stream.js';
import { useObserved } from '../ui/use-observed.js';
import { useTrackStream } from '../ui/use-track-stream.js';
import type { BackstageSession } from './backstage-session.js';

interface GreenRoomProps {
  stageSession: BackstageSession;
  promotion: PromotionView;
  onDecline(): void;
}

/** Connected and not yet seen: the own camera, another device if need be, and the way out. */
export function GreenRoom({ stageSession, promotion, onDecline }: GreenRoomProps) {
  const t = useText();
  const { isMirrored } = useObserved(deviceWishes);
  const [choosesDevices, setChoosesDevices] = useState(false);
  const { camera, microphone } = useObserved(stageSession.devices.state);
  // Sends a device that is changed here in the place of the one before.
  const own = useOwnTracks(stageSession);
  const { call } = useObserved(stageSession.calls.state);
  const video = useMediaStream<HTMLVideoElement>(useTrackStream(camera));
  return (
    <section className="card green-room" aria-label={t('hand.green.title')}>
      <div className="green-room-video">
        <video
          ref={video}
          muted
          playsInline
          className={isMirrored ? 'mirrored' : ''}
          aria-label={t('studio.preview')}
        />
      </div>
      <div className="stack grow">
        <div className="stack-tight">
          <h2>{t('hand.green.title')}</h2>
          <p className="dim">{t('hand.green.text')}</p>
        </div>
        <CallNotice stage={stageSession.stage} calls={stageSession.calls} own={own} />
        <ConnectionNotice stage={stageSession.stage} isCut={false} />
        <LevelBar track={microphone} name={t('studio.level')} />
        {promotion.vetting ? <Notice mood="good" title={t('hand.green.vetting')} /> : null}
        <DevicesSheet
          devices={stageSession.devices}
          own={own}
          open={choosesDevices}
          onOpen={() => setChoosesDevices(true)}
          onClose={() => setChoosesDevices(false)}
        />
        <div className="row green-room-choices">
          <Button size="small" icon={<Webcam size={16} />} onClick={() => setChoosesDevices(true)}>
            {t('studio.devices')}
          </Button>
          <Button size="small" variant="outline" icon={<LogOut size={16} />} onClick={onDecline}>
            {t('hand.green.leave')}
          </Button>
        </div>
      </div>
      {promotion.vetting || call?.state === 'active' ? (
        <StageAudio stage={stageSession.stage} calls={stageSession.calls} />
      ) : null}
    </section>
  );
}
