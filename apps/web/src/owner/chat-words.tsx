import { type FormEvent, useState } from 'react';
import { WORD_CLASSES } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { wordLines } from '../studio/word-lines.js';
import { api } from '../ui/api.js';
import { Button } from '../ui/button.js';
import { TextArea } from '../ui/field.js';
import { Notice } from '../ui/notice.js';
import { problemText } from '../ui/problem-text.js';
import { toast } from '../ui/toast.js';
import { useFetched } from '../ui/use-fetched.js';

const LISTS = ['blocked', ...WORD_CLASSES] as const;
type ListName = (typeof LISTS)[number];

/** Words that no show of this site wants in its chat. */
export function ChatWords() {
  const t = useText();
  const { value, error } = useFetched(['chat-words'], () => api.calls.call('site.chatWords', {}));
  const [drafts, setDrafts] = useState<Partial<Record<ListName, string>>>({});
  const [busy, setBusy] = useState(false);
  const textOf = (name: ListName): string => drafts[name] ?? value?.[name].join('\n') ?? '';
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      const body = Object.fromEntries(LISTS.map((name) => [name, wordLines(textOf(name))]));
      await api.calls.call('site.setChatWords', { body: body as Record<ListName, string[]> });
      toast(t('common.saved'));
    } catch (thrown) {
      toast(problemText(thrown));
    }
    setBusy(false);
  };
  return (
    <form className="card card-pad stack" onSubmit={(event) => void save(event)}>
      <h2>{t('owner.chat-words')}</h2>
      <p className="dim">{t('owner.chat-words.text')}</p>
      {error ? <Notice mood="bad" title={problemText(error)} /> : null}
      {value
        ? LISTS.map((name) => (
            <TextArea
              key={name}
              label={t(name === 'blocked' ? 'owner.chat-words.blocked' : `defence.${name}`)}
              value={textOf(name)}
              onChange={(event) => setDrafts({ ...drafts, [name]: event.target.value })}
            />
          ))
        : null}
      <Button type="submit" variant="primary" busy={busy} disabled={!value}>
        {t('common.save')}
      </Button>
    </form>
  );
}
