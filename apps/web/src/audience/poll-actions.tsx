import { useState } from 'react';
import type { AudienceClient } from '#client';
import type { Poll } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { Button } from '../ui/button.js';
import { runAction } from '../ui/run-action.js';

/** What a moderator can do with a poll now: close it, say what came true, or let its outcome be told. */
export function PollActions({ audience, poll }: { audience: AudienceClient; poll: Poll }) {
  const t = useText();
  const [inMs, setInMs] = useState<number>();
  const { kind = 'poll', closed, revealedProgrammeMs } = poll;
  const isTold = kind === 'poll' || revealedProgrammeMs !== undefined;
  if (isTold && closed) return null;
  const reveal = (option?: number) =>
    runAction(audience.revealPoll(poll.pollId, option).then((answer) => setInMs(answer.inMs)));
  if (inMs !== undefined && inMs > 0)
    return <span className="row-end">{t('studio.polls.told-in', { seconds: Math.ceil(inMs / 1_000) })}</span>;
  return (
    <span className="row row-end">
      {closed ? null : (
        <Button size="small" variant="ghost" onClick={() => runAction(audience.closePoll(poll.pollId))}>
          {t('studio.polls.close')}
        </Button>
      )}
      {kind === 'quiz' ? (
        <Button size="small" variant="outline" onClick={() => reveal()}>
          {t('studio.polls.reveal')}
        </Button>
      ) : null}
      {kind === 'giveaway' ? (
        <Button size="small" variant="outline" onClick={() => reveal()}>
          {t('studio.polls.draw')}
        </Button>
      ) : null}
      {kind === 'prediction' ? <OutcomeChoice poll={poll} onChoose={reveal} /> : null}
    </span>
  );
}

function OutcomeChoice({ poll, onChoose }: { poll: Poll; onChoose(option: number): void }) {
  const t = useText();
  return (
    <select
      className="input"
      aria-label={t('studio.polls.outcome')}
      value=""
      onChange={(event) => onChoose(Number(event.target.value))}
    >
      <option value="" disabled>
        {t('studio.polls.outcome')}
      </option>
      {poll.options.map(({ text }, n) => (
        <option key={text} value={n}>
          {text}
        </option>
      ))}
    </select>
  );
}
