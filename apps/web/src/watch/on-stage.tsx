import { useState } from 'react';
import { useText } from '../i18n/use-text.js';
import { DevicesSheet } from '../studio/devices-sheet.js';
import { Dock } from '../studio/dock.js';
import { StageTiles } from '../studio/stage-tiles.js';
import { useOwnTracks } from '../studio/use-own-tracks.js';
import { Badge } from '../ui/badge.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { Notice } from '../ui/notice.js';
import { useObserved } from '../ui/use-observed.js';
import { useShortcuts } from '../ui/use-shortcuts.js';
import type { BackstageSession } from './backstage-session.js';
import type { AudienceSession } from './use-audience-session.js';
import '../studio/studio.css';
import { runAction } from '../ui/run-action.js';

/** The watch page of a viewer who is on stage. */
export function OnStage({
  audienceSession,
  stageSession,
}: {
  audienceSession: AudienceSession;
  stageSession: BackstageSession;
}) {
  const t = useText();
  const [asks, setAsks] = useState(false);
  const [choosesDevices, setChoosesDevices] = useState(false);
  const { phase, participantId } = useObserved(stageSession.stage.state);
  const whole = { connection: audienceSession.connection, ...stageSession };
  const own = useOwnTracks(whole);
  useShortcuts({ m: own.toggleMicrophone, v: own.toggleCamera, s: own.toggleScreen });
  const leave = () => {
    setAsks(false);
    if (participantId === null) return;
    runAction(audienceSession.promotions.sendBack(participantId));
  };
  return (
    <div className="on-stage">
      <p className="row-tight">
        <Badge mood="live">{t('hand.stage.title')}</Badge>
      </p>
      {phase === 'lost' || phase === 'rebuilding' ? (
        <Notice mood="warn" title={t('studio.reconnecting')} />
      ) : null}
      <StageTiles stageSession={whole} own={own} />
      <DevicesSheet
        devices={stageSession.devices}
        open={choosesDevices}
        onOpen={() => setChoosesDevices(true)}
        onClose={() => setChoosesDevices(false)}
      />
      <Dock
        own={own}
        onDevices={() => setChoosesDevices(true)}
        leaveName={t('hand.stage.leave')}
        onLeave={() => setAsks(true)}
      />
      <ConfirmDialog
        open={asks}
        title={t('hand.stage.leave')}
        text={t('hand.stage.leave.text')}
        actionLabel={t('hand.stage.leave')}
        onConfirm={leave}
        onCancel={() => setAsks(false)}
      />
    </div>
  );
}
