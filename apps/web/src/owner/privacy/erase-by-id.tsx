import { type FormEvent, useState } from 'react';
import { useText } from '../../i18n/use-text.js';
import { Button } from '../../ui/button.js';
import { TextField } from '../../ui/field.js';
import { EraseQuestion } from './erase-question.js';

/** What the server takes as an id. */
const ID = /^[\w.:@-]{1,80}$/;

/** Erases a person whose id is known, such as one who watched and never wrote. */
export function EraseById() {
  const t = useText();
  const [typed, setTyped] = useState('');
  const [isWrong, setWrong] = useState(false);
  const [doomed, setDoomed] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const id = typed.trim();
    setWrong(!ID.test(id));
    if (ID.test(id)) setDoomed(id);
  };
  return (
    <form className="card card-pad stack" aria-label={t('owner.erase')} onSubmit={submit} noValidate>
      <h2>{t('owner.erase')}</h2>
      <p className="dim">{t('owner.erase.text')}</p>
      <TextField
        label={t('owner.erase.id')}
        hint={t('owner.erase.id.hint')}
        error={isWrong ? t('owner.erase.id.wrong') : undefined}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Button type="submit" variant="danger">
        {t('owner.erase.start')}
      </Button>
      {doomed === undefined ? null : (
        <EraseQuestion
          personId={doomed}
          name={doomed}
          onErased={() => setTyped('')}
          onClose={() => setDoomed(undefined)}
        />
      )}
    </form>
  );
}
