import {
  Activity,
  ChartColumn,
  CircleQuestionMark,
  Hand,
  LayoutGrid,
  MessageCircle,
  ShieldCheck,
  Type,
} from 'lucide-react';
import { useEffect, useState } from 'react';
import { AudienceClient, PromotionClient, type Show } from '#client';
import { LAYOUT_KINDS } from '#protocol';
import { ChatPanel } from '../audience/chat-panel.js';
import { PollsPanel } from '../audience/polls-panel.js';
import { QuestionsPanel } from '../audience/questions-panel.js';
import { useText } from '../i18n/use-text.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { Notice } from '../ui/notice.js';
import { type Tab, Tabs } from '../ui/tabs.js';
import { useObserved } from '../ui/use-observed.js';
import { useShortcuts } from '../ui/use-shortcuts.js';
import { Dock } from './dock.js';
import { HandsPanel } from './hands-panel.js';
import { HealthPanel } from './health-panel.js';
import { KeysDialog } from './keys-dialog.js';
import { LayoutPanel, setLayout } from './layout-panel.js';
import { OverlaysPanel } from './overlays-panel.js';
import { ProgrammeMonitor } from './programme-monitor.js';
import { RulesPanel } from './rules-panel.js';
import { ShareDialog } from './share-dialog.js';
import { StageTiles } from './stage-tiles.js';
import { StudioBar } from './studio-bar.js';
import { StudioOver } from './studio-over.js';
import type { Seat } from './studio-page.js';
import { TileMenu } from './tile-menu.js';
import { useOwnTracks } from './use-own-tracks.js';
import './studio.css';

interface StudioRoomProps {
  seat: Seat;
  show: Show;
  onLeft(): void;
}

function useClients({ connection }: Seat) {
  const [clients] = useState(() => ({
    audience: new AudienceClient(connection),
    promotions: new PromotionClient(connection),
  }));
  return clients;
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

export function StudioRoom({ seat, show, onLeft }: StudioRoomProps) {
  const t = useText();
  const { connection, stage } = seat;
  const line = useObserved(connection.state);
  const { phase, participantId } = useObserved(stage.state);
  const { audience, promotions } = useClients(seat);
  const { viewers } = useObserved(audience.state);
  const hands = useObserved(promotions.state);
  const own = useOwnTracks(seat);
  const [dialog, setDialog] = useState<'share' | 'keys' | 'leave'>();
  const programme = line.session?.programme;
  const role = line.session?.role ?? 'guest';
  const isModerator = role === 'host' || role === 'co-host';
  const isLive = programme?.state === 'live';
  useGuard(isLive && isModerator);
  const pickLayout = (n: number) => {
    const kind = LAYOUT_KINDS[n];
    if (isModerator && programme && kind) setLayout(connection, { ...programme.layout, kind });
  };
  useShortcuts({
    m: own.toggleMicrophone,
    v: own.toggleCamera,
    s: own.toggleScreen,
    '?': () => setDialog('keys'),
    ...Object.fromEntries(LAYOUT_KINDS.map((_kind, n) => [String(n + 1), () => pickLayout(n)])),
  });
  const leave = () => {
    stage.leave();
    connection.close();
    audience.close();
    promotions.close();
    onLeft();
  };
  if (line.phase === 'ended' || !programme) {
    return <StudioOver reason={line.ended ?? 'show-ended'} show={show} onBack={leave} />;
  }
  const { layout } = programme;
  const isHidden = (id: string, source: string) =>
    layout.hidden.some((tile) => tile.participantId === id && tile.source === source);
  const tabs: Tab[] = [
    {
      id: 'chat',
      label: t('watch.chat'),
      icon: <MessageCircle size={15} />,
      content: <ChatPanel connection={connection} audience={audience} isModerator={isModerator} />,
    },
    {
      id: 'questions',
      label: t('watch.questions'),
      icon: <CircleQuestionMark size={15} />,
      content: <QuestionsPanel audience={audience} isModerator={isModerator} canAsk={!isModerator} />,
    },
    {
      id: 'polls',
      label: t('watch.polls'),
      icon: <ChartColumn size={15} />,
      content: <PollsPanel audience={audience} isModerator={isModerator} canVote={!isModerator} />,
    },
    {
      id: 'health',
      label: t('studio.health'),
      icon: <Activity size={15} />,
      content: <HealthPanel connection={connection} stage={stage} viewers={viewers} />,
    },
  ];
  const hostTabs: Tab[] = [
    {
      id: 'hands',
      label: t('studio.hands'),
      icon: <Hand size={15} />,
      count: hands.filter(({ state }) => state === 'raised' || state === 'ready').length,
      content: <HandsPanel hands={hands} promotions={promotions} />,
    },
    {
      id: 'layout',
      label: t('studio.layout'),
      icon: <LayoutGrid size={15} />,
      content: <LayoutPanel connection={connection} programme={programme} />,
    },
    {
      id: 'rules',
      label: t('studio.rules'),
      icon: <ShieldCheck size={15} />,
      content: <RulesPanel audience={audience} />,
    },
    {
      id: 'overlays',
      label: t('studio.overlays'),
      icon: <Type size={15} />,
      content: <OverlaysPanel connection={connection} programme={programme} />,
    },
  ];
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
        {phase === 'lost' || line.phase === 'lost' ? (
          <Notice mood="warn" title={t('studio.reconnecting')} />
        ) : phase === 'rebuilding' ? (
          <Notice mood="warn" title={t('studio.rebuilding')} />
        ) : null}
        <StageTiles
          seat={seat}
          own={own}
          isHidden={isHidden}
          isPinned={(id, source) => layout.pinned?.participantId === id && layout.pinned.source === source}
          menu={(participant, source) =>
            isModerator ? (
              <TileMenu
                connection={connection}
                participant={participant}
                source={source}
                layout={layout}
                isMe={participant.participantId === participantId}
              />
            ) : null
          }
        />
        <Dock own={own} leaveName={t('studio.leave')} onLeave={() => setDialog('leave')} />
      </main>
      <aside className="studio-side" aria-label={t('studio.panel')}>
        <ProgrammeMonitor showId={show.id} programme={programme} />
        <Tabs label={t('studio.panel')} tabs={isModerator ? [...hostTabs, ...tabs] : tabs} />
      </aside>
      <ShareDialog show={show} open={dialog === 'share'} onClose={() => setDialog(undefined)} />
      <KeysDialog
        open={dialog === 'keys'}
        onClose={() => setDialog(undefined)}
        keys={[
          ['M', t('studio.keys.mic')],
          ['V', t('studio.keys.camera')],
          ['S', t('studio.keys.screen')],
          [`1–${LAYOUT_KINDS.length}`, t('studio.keys.layouts')],
          ['?', t('studio.keys.help')],
        ]}
      />
      <ConfirmDialog
        open={dialog === 'leave'}
        title={t('studio.leave.title')}
        text={t('studio.leave.text')}
        deed={t('studio.leave')}
        onConfirm={leave}
        onCancel={() => setDialog(undefined)}
      />
    </div>
  );
}
