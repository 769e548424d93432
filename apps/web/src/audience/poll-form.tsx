import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { AudienceClient, PollGame } from '#client';
import { LIMITS, POLL_KINDS, type PollKind } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { Button } from '../ui/button.js';
import { ChoiceField, TextField } from '../ui/field.js';
import { runAction } from '../ui/run-action.js';

const DURATIONS_S = [0, 15, 30, 60, 120] as const;
const WINNERS = [1, 2, 3, 5, 10] as const;

export function PollForm({ audience, onDone }: { audience: AudienceClient; onDone(): void }) {
  const t = useText();
  const [kind, setKind] = useState<PollKind>('poll');
  const [question, setQuestion] = useState('');
  const [options, setOptions] = useState(['', '']);
  const [right, setRight] = useState(0);
  const [seconds, setSeconds] = useState(0);
  const [winners, setWinners] = useState(1);
  const isGiveaway = kind === 'giveaway';
  const filled = isGiveaway
    ? [t('watch.polls.enter')]
    : options.map((option) => option.trim()).filter((option) => option !== '');
  const isReady = question.trim() !== '' && filled.length >= (isGiveaway ? 1 : 2);
  const start = (event: FormEvent) => {
    event.preventDefault();
    const game: PollGame = {
      kind,
      ...(seconds === 0 ? {} : { seconds }),
      ...(isGiveaway ? { winners } : {}),
      ...(kind === 'quiz' ? { answer: Math.min(right, filled.length - 1) } : {}),
    };
    runAction(audience.createPoll(question.trim(), filled, game).then(onDone));
  };
  return (
    <form className="stack-tight" onSubmit={start}>
      <ChoiceField<PollKind>
        label={t('studio.polls.kind')}
        value={kind}
        options={POLL_KINDS.map((value) => ({ value, label: t(`watch.polls.${value}`) }))}
        onChange={setKind}
      />
      <TextField
        label={isGiveaway ? t('studio.polls.prize') : t('studio.polls.question')}
        value={question}
        maxLength={LIMITS.questionLength}
        onChange={(event) => setQuestion(event.target.value)}
      />
      {isGiveaway ? null : <OptionFields options={options} onChange={setOptions} />}
      {kind === 'quiz' && filled.length > 1 ? (
        <ChoiceField
          label={t('studio.polls.right')}
          value={`${Math.min(right, filled.length - 1)}`}
          options={filled.map((label, n) => ({ value: `${n}`, label }))}
          onChange={(value) => setRight(Number(value))}
        />
      ) : null}
      {isGiveaway ? (
        <ChoiceField
          label={t('studio.polls.winners')}
          value={`${winners}`}
          options={WINNERS.map((count) => ({ value: `${count}`, label: `${count}` }))}
          onChange={(value) => setWinners(Number(value))}
        />
      ) : null}
      <ChoiceField
        label={t('studio.polls.duration')}
        value={`${seconds}`}
        options={DURATIONS_S.map((each) => ({
          value: `${each}`,
          label: each === 0 ? t('studio.polls.until-closed') : t('studio.chat.slow.seconds', { count: each }),
        }))}
        onChange={(value) => setSeconds(Number(value))}
      />
      <div className="row">
        <span className="row-end row-tight">
          <Button size="small" variant="ghost" onClick={onDone}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" size="small" variant="primary" disabled={!isReady}>
            {t('studio.polls.start')}
          </Button>
        </span>
      </div>
    </form>
  );
}

function OptionFields({ options, onChange }: { options: string[]; onChange(options: string[]): void }) {
  const t = useText();
  return (
    <>
      {options.map((option, n) => (
        <TextField
          // biome-ignore lint/suspicious/noArrayIndexKey: answers are only added at the end
          key={n}
          label={t('studio.polls.option', { number: n + 1 })}
          value={option}
          maxLength={LIMITS.pollOptionLength}
          onChange={(event) => onChange(options.with(n, event.target.value))}
        />
      ))}
      {options.length < LIMITS.pollOptions ? (
        <Button
          size="small"
          variant="ghost"
          icon={<Plus size={15} />}
          onClick={() => onChange([...options, ''])}
        >
          {t('studio.polls.add')}
        </Button>
      ) : null}
    </>
  );
}
