import { useState } from 'react';
import type { AudienceClient } from '#client';
import { useText } from '../i18n/use-text.js';
import { Button } from '../ui/button.js';
import { TextArea } from '../ui/field.js';
import { problemText } from '../ui/problem-text.js';
import { toast } from '../ui/toast.js';
import { useFetched } from '../ui/use-fetched.js';
import { wordLines } from './word-lines.js';

/** Only moderators are shown the list: to the audience it would be a list of what to try. */
export function WordsForm({ audience }: { audience: AudienceClient }) {
  const t = useText();
  const { value: words } = useFetched(
    ['moderator-rules', 'words'],
    async () => (await audience.moderatorRules()).blockedWords,
  );
  const [text, setText] = useState<string>();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      await audience.setRules({ blockedWords: wordLines(text ?? '') });
      toast(t('common.saved'));
    } catch (error) {
      toast(problemText(error));
    }
    setBusy(false);
  };
  return (
    <form
      className="stack-tight"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextArea
        label={t('studio.words')}
        hint={t('studio.words.hint')}
        value={text ?? words?.join('\n') ?? ''}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="row">
        <Button type="submit" size="small" variant="outline" busy={busy} disabled={text === undefined}>
          {t('common.save')}
        </Button>
      </div>
    </form>
  );
}
