import type { StudioPanelProps } from '../studio-panel.js';
import { PrivateChat } from './private-chat.js';

export function PrivateChatPanel({ clients }: StudioPanelProps) {
  return <PrivateChat talk={clients.talk} />;
}
