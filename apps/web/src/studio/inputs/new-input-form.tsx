import { useState } from 'react';
import type { NewInput } from '#client';
import { useText } from '../../i18n/use-text.js';
import { api } from '../../ui/api.js';
import { Button } from '../../ui/button.js';
import { ChoiceField, TextField } from '../../ui/field.js';
import { problemText } from '../../ui/problem-text.js';
import { toast } from '../../ui/toast.js';

const PURPOSES = ['guest', 'programme', 'backup'] as const;

type Purpose = (typeof PURPOSES)[number];

interface NewInputFormProps {
  showId: string;
  credential: string | undefined;
  onIssued(input: NewInput): void;
}

export function NewInputForm({ showId, credential, onIssued }: NewInputFormProps) {
  const t = useText();
  const [name, setName] = useState('');
  const [purpose, setPurpose] = useState<Purpose>('guest');
  const [busy, setBusy] = useState(false);
  const create = async () => {
    setBusy(true);
    try {
      onIssued(await api.createInput(showId, { name: name.trim(), as: purpose }, credential));
      setName('');
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
        void create();
      }}
    >
      <h3 className="field-label">{t('studio.inputs.new')}</h3>
      <TextField
        label={t('studio.inputs.name')}
        value={name}
        maxLength={64}
        required
        placeholder="OBS"
        onChange={(event) => setName(event.target.value)}
      />
      <ChoiceField<Purpose>
        label={t('studio.inputs.as')}
        value={purpose}
        options={PURPOSES.map((value) => ({ value, label: t(`studio.inputs.as.${value}`) }))}
        onChange={setPurpose}
      />
      <div className="row">
        <Button type="submit" variant="primary" busy={busy} disabled={name.trim() === ''}>
          {t('studio.inputs.create')}
        </Button>
      </div>
    </form>
  );
}
