import { ChartColumn, Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { AudienceClient } from '#client';
import type { Poll } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { Badge } from '../ui/badge.js';
import { Button } from '../ui/button.js';
import { TextField } from '../ui/field.js';
import { EmptyState } from '../ui/notice.js';
import { runAction } from '../ui/run-action.js';
import { useObserved } from '../ui/use-observed.js';

const MOST = 8;

interface PollsPanelProps {
  audience: AudienceClient;
  isModerator: boolean;
  canVote: boolean;
}

export function PollsPanel({ audience, isModerator, canVote }: PollsPanelProps) {
  const t = useText();
  const { polls } = useObserved(audience.state);
  const [making, setMaking] = useState(false);
  return (
    <div className="panel stack">
      {isModerator && !making ? (
        <Button variant="outline" icon={<Plus size={16} />} onClick={() => setMaking(true)}>
          {t('studio.polls.new')}
        </Button>
      ) : null}
      {making ? <PollForm audience={audience} onDone={() => setMaking(false)} /> : null}
      {polls.length === 0 && !making ? (
        <EmptyState icon={<ChartColumn />} title={t('watch.polls')} text={t('watch.polls.empty')} />
      ) : null}
      {polls.toReversed().map((poll) => (
        <PollCard
          key={poll.pollId}
          poll={poll}
          audience={audience}
          isModerator={isModerator}
          canVote={canVote}
        />
      ))}
    </div>
  );
}

type PollCardProps = PollsPanelProps & { poll: Poll };

function PollCard({ poll, audience, isModerator, canVote }: PollCardProps) {
  const t = useText();
  const { votedFor } = useObserved(audience.state);
  const [mine, setMine] = useState<number>();
  const hasVoted = mine !== undefined || votedFor.includes(poll.pollId);
  const total = poll.options.reduce((sum, { votes }) => sum + votes, 0);
  const vote = (option: number) => {
    setMine(option);
    runAction(audience.votePoll(poll.pollId, option));
  };
  return (
    <section className="poll" aria-label={poll.question}>
      <h3>{poll.question}</h3>
      <ul className="stack-tight">
        {poll.options.map(({ text, votes }, n) => (
          <li key={text}>
            <button
              type="button"
              className="poll-option"
              aria-pressed={mine === n}
              disabled={poll.closed || !canVote || hasVoted}
              onClick={() => vote(n)}
            >
              <meter className="poll-bar" min={0} max={Math.max(1, total)} value={votes} aria-label={text} />
              <span className="grow">{text}</span>
              <span className="tabular">{total > 0 ? `${Math.round((votes * 100) / total)} %` : ''}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="row-tight small dim">
        {t.count('watch.polls.votes', total)}
        {poll.closed ? <Badge>{t('watch.polls.closed')}</Badge> : null}
        {isModerator && !poll.closed ? (
          <Button
            size="small"
            variant="ghost"
            className="row-end"
            onClick={() => runAction(audience.closePoll(poll.pollId))}
          >
            {t('studio.polls.close')}
          </Button>
        ) : null}
      </p>
    </section>
  );
}

function PollForm({ audience, onDone }: { audience: AudienceClient; onDone(): void }) {
  const t = useText();
  const [question, setQuestion] = useState('');
  const [options, setOptions] = useState(['', '']);
  const filled = options.map((option) => option.trim()).filter((option) => option !== '');
  const start = (event: FormEvent) => {
    event.preventDefault();
    runAction(audience.createPoll(question.trim(), filled).then(onDone));
  };
  const set = (n: number, value: string) =>
    setOptions(options.map((option, at) => (at === n ? value : option)));
  return (
    <form className="stack-tight" onSubmit={start}>
      <TextField
        label={t('studio.polls.question')}
        value={question}
        maxLength={300}
        onChange={(event) => setQuestion(event.target.value)}
      />
      {options.map((option, n) => (
        <TextField
          // biome-ignore lint/suspicious/noArrayIndexKey: answers are only added at the end
          key={n}
          label={t('studio.polls.option', { number: n + 1 })}
          value={option}
          maxLength={80}
          onChange={(event) => set(n, event.target.value)}
        />
      ))}
      <div className="row">
        {options.length < MOST ? (
          <Button
            size="small"
            variant="ghost"
            icon={<Plus size={15} />}
            onClick={() => setOptions([...options, ''])}
          >
            {t('studio.polls.add')}
          </Button>
        ) : null}
        <span className="row-end row-tight">
          <Button size="small" variant="ghost" onClick={onDone}>
            {t('common.cancel')}
          </Button>
          <Button
            type="submit"
            size="small"
            variant="primary"
            disabled={question.trim() === '' || filled.length < 2}
          >
            {t('studio.polls.start')}
          </Button>
        </span>
      </div>
    </form>
  );
}
