import { defineOperation } from '../define-operation.js';
import {
  followAnswer,
  followBody,
  followTokenBody,
  pushAnswer,
  pushBody,
  waysAnswer,
} from '../schemas/followers.js';
import { oneShow } from './shows.js';

export const followerOperations = {
  ways: defineOperation({
    id: 'followers.ways',
    route: 'GET /shows/:showId/followers',
    summary: 'How one can be told when shows begin',
    allows: 'anybody',
    params: oneShow,
    answer: waysAnswer,
  }),
  follow: defineOperation({
    id: 'followers.follow',
    route: 'POST /shows/:showId/followers',
    summary:
      'Ask to be told by e-mail when shows begin. An e-mail asks to confirm it; the answer does not say who follows already',
    allows: 'anybody',
    rate: 'sign-in',
    params: oneShow,
    body: followBody,
    errors: ['mail-off', 'too-many-requests'],
  }),
  subscribe: defineOperation({
    id: 'followers.subscribe',
    route: 'POST /shows/:showId/followers/push',
    summary: 'Tell this browser when shows begin: its subscription to push messages',
    allows: 'anybody',
    rate: 'sign-in',
    params: oneShow,
    body: pushBody,
    answer: pushAnswer,
    status: 201,
    errors: ['push-address'],
  }),
  look: defineOperation({
    id: 'followers.look',
    route: 'POST /followers/look',
    summary: 'What the link of an e-mail is about',
    allows: 'anybody',
    rate: 'sign-in',
    body: followTokenBody,
    answer: followAnswer,
    errors: ['follow-not-found'],
  }),
  confirm: defineOperation({
    id: 'followers.confirm',
    route: 'POST /followers/confirm',
    summary: 'Confirm an e-mail address: from now on it gets e-mails',
    allows: 'anybody',
    rate: 'sign-in',
    body: followTokenBody,
    answer: followAnswer,
    errors: ['follow-not-found'],
  }),
  end: defineOperation({
    id: 'followers.end',
    route: 'POST /followers/end',
    summary: 'Stop the e-mails and forget the address. May be asked twice',
    allows: 'anybody',
    rate: 'sign-in',
    body: followTokenBody,
    errors: ['follow-not-found'],
  }),
} as const;
