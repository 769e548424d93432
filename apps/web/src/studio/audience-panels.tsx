import { ChatPanel } from '../audience/chat-panel.js';
import { PollsPanel } from '../audience/polls-panel.js';
import { QuestionsPanel } from '../audience/questions-panel.js';
import type { StudioPanelProps } from './studio-panel.js';

export function StudioChat({ stageSession: { connection }, clients, isModerator }: StudioPanelProps) {
  return <ChatPanel connection={connection} audience={clients.audience} isModerator={isModerator} />;
}

export function StudioQuestions({ clients, isModerator }: StudioPanelProps) {
  return <QuestionsPanel audience={clients.audience} isModerator={isModerator} canAsk={!isModerator} />;
}

export function StudioPolls({ clients, isModerator }: StudioPanelProps) {
  return <PollsPanel audience={clients.audience} isModerator={isModerator} canVote={!isModerator} />;
}
