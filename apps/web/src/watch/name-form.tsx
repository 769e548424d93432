import { type FormEvent, useState } from 'react';
import { useText } from '../i18n/use-text.js';
import { Button } from '../ui/button.js';
import { TextField } from '../ui/field.js';

interface NameFormProps {
  actionLabel: string;
  /** What stands there first. */
  first?: string;
  onName(name: string): void;
  onCancel?(): void;
}

/** Asked once: a viewer has no name until there is something to say. */
export function NameForm({ actionLabel, first = '', onName, onCancel }: NameFormProps) {
  const t = useText();
  const [name, setName] = useState(first);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') onName(name.trim());
  };
  return (
    <form className="chat-join" onSubmit={submit}>
      <TextField
        label={t('common.name')}
        hint={t('watch.chat.join.hint')}
        required
        maxLength={64}
        autoComplete="nickname"
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <div className="row">
        <Button type="submit" variant="primary">
          {actionLabel}
        </Button>
        {onCancel ? (
          <Button variant="ghost" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
        ) : null}
      </div>
    </form>
  );
}
