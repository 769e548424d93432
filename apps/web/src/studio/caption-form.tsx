import { useState } from 'react';
import { LIMITS } from '#protocol';
import { useDraft } from '../audience/use-draft.js';
import { useText } from '../i18n/use-text.js';
import { api } from '../ui/api.js';
import { Button } from '../ui/button.js';
import { ChoiceField, TextField } from '../ui/field.js';
import { findTicket } from '../ui/tickets.js';
import { useFetched } from '../ui/use-fetched.js';
import { useObserved } from '../ui/use-observed.js';
import type { StageSession } from './stage-session.js';

export interface CaptionFormProps {
  showId: string;
  stageSession: Pick<StageSession, 'stage'>;
  isLive: boolean;
}

/** A person writes down what is said. Nothing for a show without captions. */
export function CaptionForm({ showId, stageSession: { stage }, isLive }: CaptionFormProps) {
  const t = useText();
  const { value: languages = [] } = useFetched(
    ['captions', showId],
    async () => (await api.show(showId, findTicket(showId)?.ticket)).captions,
  );
  const { roster } = useObserved(stage.state);
  const [chosen, setChosen] = useState('');
  const [speaker, setSpeaker] = useState('');
  const language = languages.includes(chosen) ? chosen : languages[0];
  const { text, setText, onSubmit } = useDraft(async (said) => {
    const by = speaker === '' ? {} : { speaker };
    if (language !== undefined) await stage.caption({ language, text: said, ...by });
  });
  if (language === undefined) return null;
  const names = roster.participants.filter(({ onStage }) => onStage).map(({ name }) => name);
  return (
    <form className="stack-tight" onSubmit={onSubmit}>
      <h3 className="field-label">{t('studio.captions')}</h3>
      {languages.length > 1 ? (
        <ChoiceField
          label={t('studio.captions.language')}
          value={language}
          options={languages.map((tag) => ({ value: tag, label: nameOf(tag) }))}
          onChange={setChosen}
        />
      ) : null}
      <ChoiceField
        label={t('studio.captions.speaker')}
        value={names.includes(speaker) ? speaker : ''}
        options={[
          { value: '', label: t('studio.captions.nobody') },
          ...[...new Set(names)].map((name) => ({ value: name, label: name })),
        ]}
        onChange={setSpeaker}
      />
      <TextField
        label={t('studio.captions.text')}
        hint={t('studio.captions.hint')}
        value={text}
        disabled={!isLive}
        maxLength={LIMITS.captionLength}
        autoComplete="off"
        onFocus={() => stage.prepareCaptions()}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="row">
        <Button type="submit" size="small" variant="primary" disabled={!isLive || text.trim() === ''}>
          {t('studio.captions.send')}
        </Button>
      </div>
    </form>
  );
}

/** Each language in its own words. */
function nameOf(tag: string): string {
  try {
    return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
