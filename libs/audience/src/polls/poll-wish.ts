import { guestError } from '#kernel';
import type { RequestData } from '#protocol';

export type PollWish = RequestData<'poll.create'>;

const refused = (message: string) => guestError('bad-message', message, { status: 422 });

/** What the shape of a wish does not say: how many options each kind has, and which has an answer. */
export function checkPollWish({ kind, options, answer }: PollWish): void {
  if (kind === 'giveaway' && options.length !== 1) throw refused('A giveaway has one option: to enter.');
  if (kind !== 'giveaway' && options.length < 2) throw refused('A poll needs two options.');
  const isQuiz = kind === 'quiz';
  if (isQuiz && (answer === undefined || answer >= options.length))
    throw refused('A quiz needs the number of the right option.');
  if (!isQuiz && answer !== undefined) throw refused('Only a quiz has its answer from the start.');
}
