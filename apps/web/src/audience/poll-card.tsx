import { Check } from 'lucide-react';
import { useState } from 'react';
import type { AudienceClient } from '#client';
import type { Poll } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { Badge } from '../ui/badge.js';
import { runAction } from '../ui/run-action.js';
import { useObserved } from '../ui/use-observed.js';
import { PollActions } from './poll-actions.js';
import { PollCountdown } from './poll-countdown.js';

export interface PollCardProps {
  audience: AudienceClient;
  isModerator: boolean;
  canVote: boolean;
  poll: Poll;
}

export function PollCard({ poll, audience, isModerator, canVote }: PollCardProps) {
  const t = useText();
  const { votedFor, chosen = {} } = useObserved(audience.state);
  const [pressed, setPressed] = useState<number>();
  const mine = chosen[poll.pollId] ?? pressed;
  const hasVoted = mine !== undefined || votedFor.includes(poll.pollId);
  const { kind = 'poll', closed, closedProgrammeMs: endMs, answer } = poll;
  const counted = poll.options.reduce((sum, { votes }) => sum + votes, 0);
  const vote = (option: number) => {
    setPressed(option);
    // One that was not counted can be pressed again.
    runAction(audience.votePoll(poll.pollId, option).finally(() => setPressed(undefined)));
  };
  return (
    <section className="poll" aria-label={poll.question}>
      <h3>{poll.question}</h3>
      <ul className="stack-tight">
        {poll.options.map(({ text, votes }, n) => (
          <li key={text}>
            <button
              type="button"
              className={answer === n ? 'poll-option poll-right' : 'poll-option'}
              aria-pressed={mine === n}
              disabled={closed || !canVote || hasVoted}
              onClick={() => vote(n)}
            >
              <meter
                className="poll-bar"
                min={0}
                max={Math.max(1, counted)}
                value={kind === 'giveaway' ? 0 : votes}
                aria-label={text}
              />
              <span className="grow">{text}</span>
              {answer === n ? (
                <span className="row-tight">
                  <Check size={15} aria-hidden />
                  {t('watch.polls.right')}
                </span>
              ) : null}
              <span className="tabular">
                {counted > 0 && kind !== 'giveaway' ? `${Math.round((votes * 100) / counted)}%` : ''}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <PollOutcome poll={poll} mine={mine} />
      <div className="row poll-foot small dim">
        {kind === 'poll' ? null : <Badge>{t(`watch.polls.${kind}`)}</Badge>}
        <span>{t.count('watch.polls.votes', poll.votes ?? counted)}</span>
        {closed ? <Badge>{t('watch.polls.closed')}</Badge> : null}
        {!closed && endMs !== undefined ? <PollCountdown audience={audience} endMs={endMs} /> : null}
        {isModerator ? <PollActions audience={audience} poll={poll} /> : null}
      </div>
    </section>
  );
}

/** What came of it for this viewer, read out when it comes. */
function PollOutcome({ poll, mine }: { poll: Poll; mine: number | undefined }) {
  const t = useText();
  const { kind = 'poll', closed, answer, winners, revealedProgrammeMs } = poll;
  const text = () => {
    if (kind === 'poll') return null;
    if (kind === 'giveaway' && winners)
      return t('watch.polls.winners', { names: winners.map(({ name }) => name).join(', ') });
    if (revealedProgrammeMs !== undefined && kind === 'giveaway') return t('watch.polls.no-winner');
    if (answer !== undefined && mine !== undefined)
      return t(answer === mine ? 'watch.polls.you-right' : 'watch.polls.you-wrong');
    return closed && answer === undefined ? t('watch.polls.waiting') : null;
  };
  return (
    <p role="status" className="poll-outcome">
      {text()}
    </p>
  );
}
