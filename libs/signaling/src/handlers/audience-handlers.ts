import type { AudiencePort } from '../ports.js';
import { done, type FamilyHandlers } from './handler.js';

export const audienceHandlers = (audience: AudiencePort): FamilyHandlers<'audience'> => ({
  'chat.send': async ({ caller }, message) => ({ messageId: await audience.sendChat(caller, message) }),
  'chat.history': ({ caller }, { beforeMessageId }) => audience.chatBefore(caller, beforeMessageId),
  'chat.delete': ({ caller }, { messageId }) => done(audience.deleteChat(caller, messageId)),
  'chat.decide': ({ caller }, decision) => done(audience.decide(caller, decision)),
  'chat.pin': ({ caller }, { messageId }) => done(audience.pinChat(caller, messageId)),
  'audience.timeout': ({ caller }, order) => done(audience.timeOut(caller, order)),
  'audience.set-rules': ({ caller }, rules) => done(audience.setRules(caller, rules)),
  'audience.get-words': ({ caller }) => audience.words(caller),
  'audience.notice': ({ caller }, { text }) => done(audience.setNotice(caller, text)),
  'question.ask': async ({ caller }, { text }) => ({ questionId: await audience.ask(caller, text) }),
  'question.vote': ({ caller }, { questionId, up }) => done(audience.voteQuestion(caller, questionId, up)),
  'question.answer': ({ caller }, { questionId }) => done(audience.answerQuestion(caller, questionId)),
  'question.hide': ({ caller }, { questionId }) => done(audience.hideQuestion(caller, questionId)),
  'poll.create': async ({ caller }, wish) => ({ pollId: await audience.createPoll(caller, wish) }),
  'poll.vote': ({ caller }, vote) => done(audience.votePoll(caller, vote)),
  'poll.close': ({ caller }, { pollId }) => done(audience.closePoll(caller, pollId)),
  'poll.reveal': async ({ caller }, outcome) => ({ inMs: await audience.revealPoll(caller, outcome) }),
  'reaction.send': ({ caller }, { reaction }) => done(audience.react(caller, reaction)),
  'audience.get': ({ caller }) => audience.catchUp(caller),
});
