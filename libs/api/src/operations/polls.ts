import { defineOperation } from '../define-operation.js';
import { idSchema } from '../schemas/basics.js';
import * as polls from '../schemas/polls.js';
import { oneShow } from './shows.js';

const onePoll = oneShow.extend({ pollId: idSchema });

export const pollOperations = {
  list: defineOperation({
    id: 'polls.list',
    route: 'GET /shows/:showId/polls',
    summary: 'Polls, quizzes, predictions and giveaways of a show, with their votes',
    allows: 'show-ticket',
    params: oneShow,
    answer: polls.pollsAnswer,
  }),
  create: defineOperation({
    id: 'polls.create',
    route: 'POST /shows/:showId/polls',
    summary:
      'Open a poll, a quiz, a prediction or a giveaway: each viewer gets it at this moment of the programme',
    allows: 'show-moderator',
    params: oneShow,
    body: polls.pollBody,
    answer: polls.pollAnswer,
    status: 201,
    isIdempotent: true,
    errors: ['bad-message'],
  }),
  close: defineOperation({
    id: 'polls.close',
    route: 'POST /shows/:showId/polls/:pollId/close',
    summary: 'Close a poll. May be asked twice',
    allows: 'show-moderator',
    params: onePoll,
    answer: polls.pollAnswer,
    errors: ['poll-not-found'],
  }),
  reveal: defineOperation({
    id: 'polls.reveal',
    route: 'POST /shows/:showId/polls/:pollId/reveal',
    summary: 'The answer of a quiz, the outcome of a prediction, the draw of a giveaway',
    allows: 'show-moderator',
    params: onePoll,
    body: polls.revealBody,
    answer: polls.revealAnswer,
    errors: ['poll-not-found', 'bad-message'],
  }),
} as const;
