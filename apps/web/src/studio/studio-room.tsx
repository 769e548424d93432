import { useEffect, useState } from 'react';
import type { Show } from '#client';
import { LAYOUT_KINDS } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { KeysDialog } from '../ui/keys-dialog.js';
import { useObserved } from '../ui/use-observed.js';
import { useShortcuts } from '../ui/use-shortcuts.js';
import { CallNotice } from './call/call-notice.js';
import { ConnectionNotice } from './connection-notice.js';
import { DevicesSheet } from './devices-sheet.js';
import { Dock } from './dock.js';
import { EndedNotice } from './ended-notice.js';
import { usePageKeys } from './media/use-page-keys.js';
import { StudioStage } from './programme/studio-stage.js';
import { useComposer } from './scenes/use-composer.js';
import { ShareDialog } from './share-dialog.js';
import type { StageSession } from './stage-session.js';
import { StudioBar } from './studio-bar.js';
import { StudioClients } from './studio-clients.js';
import { StudioOver } from './studio-over.js';
import { StudioTabs } from './studio-tabs.js';
import { TalkbackNotice } from './talk/talkback-notice.js';
import { useOwnTracks } from './use-own-tracks.js';
import { useBoardActivity, WhiteboardPlace } from './whiteboard/whiteboard-place.js';
import './studio.css';

interface StudioRoomProps {
  stageSession: StageSession;
  show: Show;
  onLeft(): void;
}

/** Asks before the tab is closed while the show is on air. */
function useGuard(isLive: boolean): void {
  useEffect(() => {
    if (!isLive) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [isLive]);
}

export function StudioRoom({ stageSession, show, onLeft }: StudioRoomProps) {
  const t = useText();
  const { connection, stage } = stageSession;
  const connectionState = useObserved(connection.state);
  const [clients] = useState(() => new StudioClients(connection));
  const { viewers } = useObserved(clients.audience.state);
  const own = useOwnTracks(stageSession);
  const [dialog, setDialog] = useState<'share' | 'keys' | 'leave' | 'devices' | 'board'>();
  const close = () => setDialog(undefined);
  const isBoardActive = useBoardActivity(connection, stage, dialog === 'board');
  const programme = connectionState.session?.programme;
  const role = connectionState.session?.role ?? 'guest';
  const isModerator = role === 'host' || role === 'co-host';
  const isLive = programme?.state === 'live';
  useGuard(isLive && isModerator);
  const { composer, scenes, keys } = useComposer(stageSession, show.id, isModerator);
  useObserved(composer.state);
  const edited = programme && composer.edited(programme);
  usePageKeys(show.id, isModerator ? edited : undefined, composer);
  useShortcuts({
    m: own.toggleMicrophone,
    v: own.toggleCamera,
    s: own.toggleScreen,
    '?': () => setDialog('keys'),
    ...keys,
  });
  const leave = () => {
    stage.leave();
    connection.close();
    clients.close();
    onLeft();
  };
  if (connectionState.phase === 'ended' || !programme || !edited) {
    const reason = connectionState.ended ?? 'show-ended';
    return <StudioOver reason={reason} show={show} isModerator={isModerator} onBack={leave} />;
  }
  return (
    <div className="studio">
      <StudioBar
        connection={connection}
        show={show}
        programme={programme}
        viewers={viewers}
        isModerator={isModerator}
        onShare={() => setDialog('share')}
        onKeys={() => setDialog('keys')}
      />
      <main id="main" className="studio-main">
        <ConnectionNotice stage={stage} isCut={connectionState.phase === 'lost'} />
        {programme.state === 'ended' ? <EndedNotice showId={show.id} isModerator={isModerator} /> : null}
        <CallNotice stage={stage} calls={stageSession.calls} own={own} />
        <TalkbackNotice stage={stage} talk={clients.talk} own={own} />
        <StudioStage
          showId={show.id}
          stageSession={stageSession}
          clients={clients}
          own={own}
          programme={programme}
          composer={composer}
          scenes={scenes}
          isModerator={isModerator}
          onInvite={() => setDialog('share')}
        />
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
          leaveName={t('studio.leave')}
          onLeave={() => setDialog('leave')}
        />
      </main>
      <aside className="studio-side" aria-label={t('studio.panel')}>
        <StudioTabs
          showId={show.id}
          stageSession={stageSession}
          clients={clients}
          programme={edited}
          composer={composer}
          scenes={scenes}
          isModerator={isModerator}
        />
      </aside>
      <WhiteboardPlace
        connection={connection}
        stage={stage}
        own={own}
        open={dialog === 'board'}
        onClose={close}
      />
      <ShareDialog show={show} isHost={role === 'host'} open={dialog === 'share'} onClose={close} />
      <StudioKeys open={dialog === 'keys'} onClose={close} />
      <ConfirmDialog
        open={dialog === 'leave'}
        title={t('studio.leave.title')}
        text={t('studio.leave.text')}
        actionLabel={t('studio.leave')}
        onConfirm={leave}
        onCancel={close}
      />
    </div>
  );
}

function StudioKeys(props: { open: boolean; onClose(): void }) {
  const t = useText();
  return (
    <KeysDialog
      {...props}
      keys={[
        ['M', t('studio.keys.mic')],
        ['V', t('studio.keys.camera')],
        ['S', t('studio.keys.screen')],
        ['1–9', t('studio.keys.scenes')],
        [`⇧ 1–${LAYOUT_KINDS.length}`, t('studio.keys.layouts')],
        ['T', t('studio.keys.take')],
        ['PgDn', t('studio.keys.next')],
        ['PgUp', t('studio.keys.back')],
        ['?', t('studio.keys.help')],
      ]}
    />
  );
}
