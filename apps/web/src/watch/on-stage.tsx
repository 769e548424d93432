import { useEffect, useMemo, useState } from 'react';
import { StudioTalk } from '#client';
import { useText } from '../i18n/use-text.js';
import { CallNotice } from '../studio/call/call-notice.js';
import { ConnectionNotice } from '../studio/connection-notice.js';
import { DevicesSheet } from '../studio/devices-sheet.js';
import { Dock } from '../studio/dock.js';
import { ProgrammeMonitor } from '../studio/programme-monitor.js';
import { StageTiles } from '../studio/stage-tiles.js';
import { PrivateChatButton } from '../studio/talk/private-chat-button.js';
import { TalkbackNotice } from '../studio/talk/talkback-notice.js';
import { useOwnTracks } from '../studio/use-own-tracks.js';
import { useBoardActivity, WhiteboardPlace } from '../studio/whiteboard/whiteboard-place.js';
import { Badge } from '../ui/badge.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { runAction } from '../ui/run-action.js';
import { useObserved } from '../ui/use-observed.js';
import { useShortcuts } from '../ui/use-shortcuts.js';
import type { AudienceSession } from './audience-session.js';
import type { BackstageSession } from './backstage-session.js';
import '../studio/studio.css';

interface OnStageProps {
  audienceSession: AudienceSession;
  stageSession: BackstageSession;
  showId: string;
}

/** The watch page of a viewer who is on stage. */
export function OnStage({ audienceSession, stageSession, showId }: OnStageProps) {
  const t = useText();
  const { connection, promotions } = audienceSession;
  const [dialog, setDialog] = useState<'leave' | 'devices' | 'board'>();
  const isBoardActive = useBoardActivity(connection, stageSession.stage, dialog === 'board');
  const { participantId } = useObserved(stageSession.stage.state);
  const { phase, session } = useObserved(connection.state);
  const whole = useMemo(() => ({ connection, ...stageSession }), [connection, stageSession]);
  const own = useOwnTracks(whole);
  useShortcuts({ m: own.toggleMicrophone, v: own.toggleCamera, s: own.toggleScreen });
  const [talk] = useState(() => new StudioTalk(connection));
  useEffect(() => () => talk.close(), [talk]);
  const close = () => setDialog(undefined);
  const leave = () => {
    close();
    if (participantId !== null) runAction(promotions.sendBack(participantId));
  };
  return (
    <div className="on-stage">
      <p className="row-tight">
        <Badge mood="live">{t('hand.stage.title')}</Badge>
        <PrivateChatButton talk={talk} />
      </p>
      <ConnectionNotice stage={stageSession.stage} isCut={phase === 'lost'} />
      <CallNotice stage={stageSession.stage} calls={stageSession.calls} own={own} />
      <TalkbackNotice stage={stageSession.stage} talk={talk} own={own} />
      <div className="on-stage-tiles">
        <StageTiles stageSession={whole} own={own} />
      </div>
      <DevicesSheet
        devices={stageSession.devices}
        own={own}
        open={dialog === 'devices'}
        onOpen={() => setDialog('devices')}
        onClose={close}
      />
      <Dock
        own={own}
        onDevices={() => setDialog('devices')}
        onBoard={() => setDialog('board')}
        isBoardActive={isBoardActive}
        leaveName={t('hand.stage.leave')}
        onLeave={() => setDialog('leave')}
      />
      <WhiteboardPlace
        connection={connection}
        stage={stageSession.stage}
        own={own}
        open={dialog === 'board'}
        onClose={close}
      />
      {session ? (
        <div className="on-stage-programme">
          <ProgrammeMonitor showId={showId} programme={session.programme} isSmall />
        </div>
      ) : null}
      <ConfirmDialog
        open={dialog === 'leave'}
        title={t('hand.stage.leave')}
        text={t('hand.stage.leave.text')}
        actionLabel={t('hand.stage.leave')}
        onConfirm={leave}
        onCancel={close}
      />
    </div>
  );
}
