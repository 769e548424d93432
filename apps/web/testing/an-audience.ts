import type { ChatMessage, ResponseData } from '#protocol';

export const aMessage = (fields: Partial<ChatMessage> = {}): ChatMessage => ({
  ...{ messageId: 'msg_1', personId: 'per_2', name: 'Hedy', role: 'viewer', text: 'Hello' },
  ...{ replyTo: null, atWallMs: 0 },
  ...fields,
});

type Audience = ResponseData<'audience.get'>;
type AudienceFields = Partial<Omit<Audience, 'rules'>> & { rules?: Partial<Audience['rules']> };

/** What is said in a show, as the server answers it: one message, nothing closed. */
export const anAudience = ({ rules, ...fields }: AudienceFields = {}): Audience => ({
  ...{ chat: [aMessage()], questions: [], polls: [], votedFor: [] },
  ...{ pinned: null, notice: null, restriction: null, viewers: 1 },
  rules: {
    ...{ chatOpen: true, questionsOpen: true, reactionsOpen: true, allowLinks: true, inStep: true },
    ...{ slowModeSeconds: 0, messagesPerSecond: 0, slowByLoad: false },
    ...rules,
  },
  ...fields,
});
