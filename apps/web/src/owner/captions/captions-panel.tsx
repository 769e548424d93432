import { type FormEvent, useState } from 'react';
import { useText } from '../../i18n/use-text.js';
import { Button } from '../../ui/button.js';
import { TextField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import { problemText } from '../../ui/problem-text.js';
import { toast } from '../../ui/toast.js';
import { changeShow } from '../change-show.js';
import type { ShowPanelProps } from '../show-panel.js';

const tagsIn = (text: string): string[] => text.split(/[\s,]+/).filter((tag) => tag !== '');

/** In which languages viewers may read along. */
export function CaptionsPanel({ show, onChanged }: ShowPanelProps) {
  const t = useText();
  const [saved, setSaved] = useState(show.captions.join(', '));
  const [text, setText] = useState(saved);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  if (show.state === 'ended') return null;
  const isLive = show.state === 'live';
  const save = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setProblem(undefined);
    try {
      const changed = await changeShow(show.id, { captions: tagsIn(text) });
      setSaved(changed.captions.join(', '));
      setText(changed.captions.join(', '));
      onChanged(changed);
      toast(t('common.saved'));
    } catch (thrown) {
      setProblem(problemText(thrown));
    }
    setBusy(false);
  };
  return (
    <section className="card card-pad stack-tight" aria-label={t('owner.captions')}>
      <h2 className="field-label">{t('owner.captions')}</h2>
      <form className="stack" onSubmit={(event) => void save(event)}>
        <TextField
          label={t('owner.captions.languages')}
          hint={t(isLive ? 'owner.captions.live' : 'owner.captions.hint')}
          value={text}
          disabled={isLive}
          maxLength={100}
          onChange={(event) => setText(event.target.value)}
        />
        {problem ? <Notice mood="bad" title={problem} /> : null}
        {tagsIn(text).join() === tagsIn(saved).join() || isLive ? null : (
          <div className="row">
            <Button type="submit" variant="primary" busy={busy}>
              {t('owner.captions.save')}
            </Button>
          </div>
        )}
      </form>
    </section>
  );
}
