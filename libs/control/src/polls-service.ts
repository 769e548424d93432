import type { Actor } from '#access';
import type { Audience } from '#audience';
import type { Poll, RequestData } from '#protocol';
import type { Show } from '#show';
import { memberOf } from './member-of.js';

/** Polls, quizzes, predictions and giveaways, as back ends hold them. Votes come from viewers alone. */
export class PollsService {
  readonly #audience: Audience;

  constructor(audience: Audience) {
    this.#audience = audience;
  }

  list(show: Show): Promise<Poll[]> {
    return this.#audience.polls(show.id);
  }

  async create(actor: Actor, show: Show, wish: RequestData<'poll.create'>): Promise<Poll> {
    const pollId = await this.#audience.createPoll(memberOf(actor, show), wish);
    return this.#audience.poll(show.id, pollId);
  }

  async close(actor: Actor, show: Show, pollId: string): Promise<Poll> {
    await this.#audience.closePoll(memberOf(actor, show), pollId);
    return this.#audience.poll(show.id, pollId);
  }

  /** Answers in how many milliseconds the outcome is sent. */
  reveal(actor: Actor, show: Show, outcome: RequestData<'poll.reveal'>): Promise<number> {
    return this.#audience.revealPoll(memberOf(actor, show), outcome);
  }
}
