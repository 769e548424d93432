import { ChatPanel } from '../audience/chat-panel.js';
import { PollsPanel } from '../audience/polls-panel.js';
import { QuestionsPanel } from '../audience/questions-panel.js';
import { Reactions } from '../watch/reactions.js';
import { showComment } from './comment-on-screen.js';
import type { StudioPanelProps } from './studio-panel.js';

const toScreen = ({ composer, programme, isModerator }: StudioPanelProps) =>
  isModerator
    ? (comment: { name: string; text: string }) => showComment(composer, programme.overlays, comment)
    : undefined;

export function StudioChat(props: StudioPanelProps) {
  const { stageSession, clients, isModerator } = props;
  return (
    <>
      <ChatPanel
        connection={stageSession.connection}
        audience={clients.audience}
        isModerator={isModerator}
        onShow={toScreen(props)}
      />
      <Reactions audience={clients.audience} />
    </>
  );
}

export function StudioQuestions(props: StudioPanelProps) {
  const { clients, isModerator } = props;
  return (
    <QuestionsPanel
      audience={clients.audience}
      isModerator={isModerator}
      canAsk={!isModerator}
      onShow={toScreen(props)}
    />
  );
}

export function StudioPolls({ clients, isModerator }: StudioPanelProps) {
  return <PollsPanel audience={clients.audience} isModerator={isModerator} canVote={!isModerator} />;
}
