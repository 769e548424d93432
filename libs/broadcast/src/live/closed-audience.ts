import { guestError } from '#kernel';
import type { AudiencePort } from '#signaling';

const refuse = (): Promise<never> =>
  Promise.reject(guestError('chat-off', 'Chat is switched off for this show.', { status: 409 }));

/** For a house whose shows have no audience functions: each request is answered, none is carried out. */
export const closedAudience: AudiencePort = {
  sendChat: refuse,
  deleteChat: refuse,
  pinChat: refuse,
  chatBefore: refuse,
  timeOut: refuse,
  setRules: refuse,
  blockedWords: refuse,
  setNotice: refuse,
  ask: refuse,
  voteQuestion: refuse,
  answerQuestion: refuse,
  hideQuestion: refuse,
  createPoll: refuse,
  votePoll: refuse,
  closePoll: refuse,
  react: refuse,
  catchUp: refuse,
};
