import { type FormEvent, useState } from 'react';
import { currentLocale } from '../i18n/locale.js';
import { useText } from '../i18n/use-text.js';
import { api } from '../ui/api.js';
import { Button } from '../ui/button.js';
import { EmailField } from '../ui/email-field.js';
import { Notice } from '../ui/notice.js';
import { useFormAction } from '../ui/use-form-action.js';

/** Takes an address; the server sends it an e-mail whose link confirms it. */
export function MailForm({ showId, of }: { showId: string; of: 'host' | 'site' }) {
  const t = useText();
  const [email, setEmail] = useState('');
  const [isSent, setSent] = useState(false);
  const { busy, problem, run } = useFormAction();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run(async () => {
      await api.follow(showId, { email, of, language: currentLocale() });
      setSent(true);
    });
  };
  if (isSent) return <Notice mood="good" title={t('follow.asked')} />;
  return (
    <form className="stack" onSubmit={submit}>
      <EmailField hint={t('follow.email.hint')} required value={email} onChange={setEmail} />
      {problem ? <Notice mood="bad" title={problem} /> : null}
      <Button type="submit" variant="primary" busy={busy}>
        {t('follow.submit')}
      </Button>
    </form>
  );
}
