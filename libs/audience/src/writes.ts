import type { Clock } from '#kernel';
import type { AuditRecord } from './ports/audit-store.js';
import type { ChatMessageRecord } from './ports/chat-store.js';
import type { PollVoteRecord } from './ports/polls-store.js';
import type { QuestionRecord } from './ports/questions-store.js';
import type { AudienceStores } from './ports/stores.js';
import type { QuestionVote } from './questions.js';
import { WriteBatch } from './write-batch.js';

/** One batch a table, shared by all shows of the process: a thousand writers cost a few statements. */
export interface AudienceWrites {
  chat: WriteBatch<ChatMessageRecord>;
  questions: WriteBatch<QuestionRecord>;
  questionVotes: WriteBatch<QuestionVote>;
  pollVotes: WriteBatch<PollVoteRecord>;
  audit: WriteBatch<AuditRecord>;
}

export const createWrites = (stores: AudienceStores, clock: Clock): AudienceWrites => ({
  chat: new WriteBatch({ write: (messages) => stores.chat.add(messages) }),
  questions: new WriteBatch({ write: (questions) => stores.questions.add(questions) }),
  questionVotes: new WriteBatch({ write: (votes) => stores.questions.vote(votes, clock.wallMs()) }),
  pollVotes: new WriteBatch({ write: (votes) => stores.polls.vote(votes, clock.wallMs()) }),
  audit: new WriteBatch({ write: (entries) => stores.audit.add(entries) }),
});
