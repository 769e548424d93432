import { type FormEvent, useState } from 'react';
import { currentLocale } from '../i18n/locale.js';
import { useText } from '../i18n/use-text.js';
import { api } from '../ui/api.js';
import { Button } from '../ui/button.js';
import { TextField } from '../ui/field.js';
import { Notice } from '../ui/notice.js';
import { problemText } from '../ui/problem-text.js';

/** An address, which is then asked by e-mail. */
export function MailForm({ showId, of }: { showId: string; of: 'host' | 'site' }) {
  const t = useText();
  const [email, setEmail] = useState('');
  const [phase, setPhase] = useState<'writing' | 'busy' | 'asked'>('writing');
  const [problem, setProblem] = useState<string>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setPhase('busy');
    setProblem(undefined);
    try {
      await api.follow(showId, { email, of, language: currentLocale() });
      setPhase('asked');
    } catch (error) {
      setProblem(problemText(error));
      setPhase('writing');
    }
  };
  if (phase === 'asked') return <Notice mood="good" title={t('follow.asked')} />;
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <TextField
        label={t('follow.email')}
        hint={t('follow.email.hint')}
        type="email"
        required
        maxLength={254}
        autoComplete="email"
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      {problem ? <Notice mood="bad" title={problem} /> : null}
      <Button type="submit" variant="primary" busy={phase === 'busy'}>
        {t('follow.submit')}
      </Button>
    </form>
  );
}
