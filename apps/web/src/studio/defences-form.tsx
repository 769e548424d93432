import { useState } from 'react';
import type { AudienceClient } from '#client';
import {
  type ChatDefences,
  type ChatDefencesChange,
  DEFENCE_ACTIONS,
  DEFENCE_CAUSES,
  type DefenceAction,
  WORD_CLASSES,
  type WordClass,
} from '#protocol';
import { useText } from '../i18n/use-text.js';
import { Button } from '../ui/button.js';
import { ChoiceField, TextArea } from '../ui/field.js';
import { Notice } from '../ui/notice.js';
import { problemText } from '../ui/problem-text.js';
import { Switch } from '../ui/switch.js';
import { toast } from '../ui/toast.js';
import { useFetched } from '../ui/use-fetched.js';
import { wordLines } from './word-lines.js';

const NEWCOMER_SECONDS = [0, 30, 60, 300, 1_800];

/** What becomes of links, repetitions and words by class. Each change is saved at once. */
export function DefencesForm({ audience }: { audience: AudienceClient }) {
  const t = useText();
  const { value, error, reload } = useFetched(
    ['moderator-rules', 'defences'],
    async () => (await audience.moderatorRules()).defences,
  );
  if (error) return <Notice mood="bad" title={problemText(error)} />;
  if (!value) return null;
  const change = async (defences: ChatDefencesChange) => {
    try {
      await audience.setRules({ defences });
      reload();
      return true;
    } catch (thrown) {
      toast(problemText(thrown));
      return false;
    }
  };
  return (
    <fieldset className="stack-tight">
      <legend className="field-label">{t('defence.title')}</legend>
      <p className="field-hint">{t('defence.hint')}</p>
      {DEFENCE_CAUSES.map((cause) => (
        <ChoiceField<DefenceAction>
          key={cause}
          label={t(`defence.${cause}`)}
          value={value.actions[cause]}
          options={DEFENCE_ACTIONS.map((action) => ({ value: action, label: t(`defence.action.${action}`) }))}
          onChange={(action) => void change({ actions: { [cause]: action } })}
        />
      ))}
      <Newcomers seconds={value.newcomerSeconds} change={change} />
      <Switch
        label={t('defence.names')}
        checked={value.protectNames}
        onChange={(protectNames) => void change({ protectNames })}
      />
      <Switch
        label={t('defence.moderator-links')}
        checked={value.moderatorLinks}
        onChange={(moderatorLinks) => void change({ moderatorLinks })}
      />
      <Switch
        label={t('defence.use-classifier')}
        checked={value.classifier}
        onChange={(classifier) => void change({ classifier })}
      />
      <ClassWords words={value.words} change={change} />
    </fieldset>
  );
}

interface PartProps {
  /** Resolves to whether it was saved. */
  change(defences: ChatDefencesChange): Promise<boolean>;
}

function Newcomers({ seconds, change }: PartProps & { seconds: number }) {
  const t = useText();
  const label = (count: number): string => {
    if (count === 0) return t('defence.newcomers.off');
    if (count < 60) return t('defence.newcomers.seconds', { count });
    return t('defence.newcomers.minutes', { count: Math.round(count / 60) });
  };
  // A time that was set by the API may be none of these: it is offered too.
  const choices = [...new Set([...NEWCOMER_SECONDS, seconds])].sort((a, b) => a - b);
  return (
    <ChoiceField
      label={t('defence.newcomers')}
      value={String(seconds)}
      options={choices.map((count) => ({ value: String(count), label: label(count) }))}
      onChange={(chosen) => void change({ newcomerSeconds: Number(chosen) })}
    />
  );
}

function ClassWords({ words, change }: PartProps & { words: ChatDefences['words'] }) {
  const t = useText();
  const [name, setName] = useState<WordClass>('profanity');
  const [draft, setDraft] = useState<string>();
  const choose = (next: WordClass) => {
    setName(next);
    setDraft(undefined);
  };
  const save = async () => {
    if (await change({ words: { [name]: wordLines(draft ?? '') } })) setDraft(undefined);
  };
  return (
    <form
      className="stack-tight"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <ChoiceField<WordClass>
        label={t('defence.class')}
        value={name}
        options={WORD_CLASSES.map((each) => ({ value: each, label: t(`defence.${each}`) }))}
        onChange={choose}
      />
      <TextArea
        label={t('defence.words', { name: t(`defence.${name}`) })}
        hint={t('defence.words.hint')}
        value={draft ?? words[name].join('\n')}
        onChange={(event) => setDraft(event.target.value)}
      />
      <div className="row">
        <Button type="submit" size="small" variant="outline" disabled={draft === undefined}>
          {t('defence.words.save')}
        </Button>
      </div>
    </form>
  );
}
