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
import type { AudienceClient, PromotionClient } from '#client';
import type { ProgrammeView } from '#protocol';
import { ChatPanel } from '../audience/chat-panel.js';
import { PollsPanel } from '../audience/polls-panel.js';
import { QuestionsPanel } from '../audience/questions-panel.js';
import { useText } from '../i18n/use-text.js';
import { type Tab, Tabs } from '../ui/tabs.js';
import { useObserved } from '../ui/use-observed.js';
import { HandsPanel } from './hands-panel.js';
import { HealthPanel } from './health-panel.js';
import { LayoutPanel } from './layout-panel.js';
import { OverlaysPanel } from './overlays-panel.js';
import { RulesPanel } from './rules-panel.js';
import type { StageSession } from './stage-session.js';

interface StudioTabsProps {
  showId: string;
  stageSession: StageSession;
  clients: { audience: AudienceClient; promotions: PromotionClient };
  programme: ProgrammeView;
  isModerator: boolean;
}

export function StudioTabs(props: StudioTabsProps) {
  const t = useText();
  const hosts = useHostTabs(props);
  const everybody = useEverybodysTabs(props);
  return (
    <Tabs isRail label={t('studio.panel')} tabs={props.isModerator ? [...hosts, ...everybody] : everybody} />
  );
}

function useHostTabs({
  showId,
  stageSession: { connection },
  clients: { audience, promotions },
  programme,
}: StudioTabsProps): Tab[] {
  const t = useText();
  const hands = useObserved(promotions.state);
  return [
    {
      id: 'hands',
      label: t('studio.hands'),
      icon: <Hand size={18} />,
      count: hands.filter(({ state }) => state === 'raised' || state === 'ready').length,
      content: <HandsPanel hands={hands} promotions={promotions} />,
    },
    {
      id: 'layout',
      label: t('studio.layout'),
      icon: <LayoutGrid size={18} />,
      content: <LayoutPanel connection={connection} programme={programme} />,
    },
    {
      id: 'rules',
      label: t('studio.rules'),
      icon: <ShieldCheck size={18} />,
      content: <RulesPanel audience={audience} />,
    },
    {
      id: 'overlays',
      label: t('studio.overlays'),
      icon: <Type size={18} />,
      content: <OverlaysPanel connection={connection} programme={programme} showId={showId} />,
    },
  ];
}

function useEverybodysTabs({
  stageSession: { connection, stage },
  clients: { audience },
  isModerator,
}: StudioTabsProps): Tab[] {
  const t = useText();
  const { viewers } = useObserved(audience.state);
  return [
    {
      id: 'chat',
      label: t('watch.chat'),
      icon: <MessageCircle size={18} />,
      content: <ChatPanel connection={connection} audience={audience} isModerator={isModerator} />,
    },
    {
      id: 'questions',
      label: t('watch.questions'),
      icon: <CircleQuestionMark size={18} />,
      content: <QuestionsPanel audience={audience} isModerator={isModerator} canAsk={!isModerator} />,
    },
    {
      id: 'polls',
      label: t('watch.polls'),
      icon: <ChartColumn size={18} />,
      content: <PollsPanel audience={audience} isModerator={isModerator} canVote={!isModerator} />,
    },
    {
      id: 'health',
      label: t('studio.health'),
      icon: <Activity size={18} />,
      content: <HealthPanel connection={connection} stage={stage} viewers={viewers} />,
    },
  ];
}
