import { useState } from 'react';
import type { AudienceClient } from '#client';
import { useText } from '../i18n/use-text.js';
import { Button } from '../ui/button.js';
import { TextField } from '../ui/field.js';
import { problemText } from '../ui/problem-text.js';
import { toast } from '../ui/toast.js';
import { useObserved } from '../ui/use-observed.js';

const LONGEST = 300;

/** A notice above the chat of every viewer. */
export function NoticeForm({ audience }: { audience: AudienceClient }) {
  const t = useText();
  const { notice } = useObserved(audience.state);
  const [text, setText] = useState(notice ?? '');
  const tell = (words: string | null) => audience.notice(words).catch((error) => toast(problemText(error)));
  return (
    <form
      className="stack-tight"
      onSubmit={(event) => {
        event.preventDefault();
        void tell(text.trim());
      }}
    >
      <TextField
        label={t('studio.notice')}
        hint={t('studio.notice.hint')}
        value={text}
        maxLength={LONGEST}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="row">
        <Button type="submit" size="small" variant="primary" disabled={text.trim() === ''}>
          {t('studio.notice.show')}
        </Button>
        {notice === null ? null : (
          <Button size="small" variant="ghost" onClick={() => void tell(null)}>
            {t('studio.overlay.clear')}
          </Button>
        )}
      </div>
    </form>
  );
}
