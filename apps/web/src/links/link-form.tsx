import { useState } from 'react';
import { useText } from '../i18n/use-text.js';
import { api } from '../ui/api.js';
import { Button } from '../ui/button.js';
import { CopyField } from '../ui/copy-field.js';
import { ChoiceField, TextField } from '../ui/field.js';
import { Notice } from '../ui/notice.js';
import { useFormAction } from '../ui/use-form-action.js';

export type LinkRole = 'guest' | 'co-host' | 'moderator' | 'viewer';

const USES = ['any', 'once'] as const;
const DAYS = ['1', '7', '30'] as const;
type Uses = (typeof USES)[number];
type Days = (typeof DAYS)[number];
const DAY_SECONDS = 24 * 60 * 60;

interface LinkFormProps {
  showId: string;
  credential: string | undefined;
  roles: readonly LinkRole[];
  onMade(): void;
}

/** A link for a role: who opens it may do what that role may, for as long as the link works. */
export function LinkForm({ showId, credential, roles, onMade }: LinkFormProps) {
  const t = useText();
  const [role, setRole] = useState<LinkRole>('guest');
  const [name, setName] = useState('');
  const [uses, setUses] = useState<Uses>('any');
  const [days, setDays] = useState<Days>('1');
  const [made, setMade] = useState<{ label: string; url: string }>();
  const { busy, problem, run } = useFormAction();
  const make = async () => {
    const wanted = name.trim();
    const { url } = await api.inviteToShow(
      showId,
      {
        role,
        lifetimeSeconds: Number(days) * DAY_SECONDS,
        ...(wanted === '' ? {} : { name: wanted }),
        ...(uses === 'once' ? { maxUses: 1 } : {}),
      },
      credential,
    );
    const label = t(`links.for.${role}`);
    setMade({ label: wanted === '' ? label : `${label}: ${wanted}`, url });
    setName('');
    onMade();
  };
  return (
    <form
      className="stack-tight"
      onSubmit={(event) => {
        event.preventDefault();
        void run(make);
      }}
    >
      <ChoiceField<LinkRole>
        label={t('links.role')}
        hint={t(`links.hint.${role}`)}
        value={role}
        options={roles.map((value) => ({ value, label: t(`links.for.${value}`) }))}
        onChange={setRole}
      />
      <TextField
        label={t('links.name')}
        hint={t('links.name.hint')}
        value={name}
        maxLength={64}
        autoComplete="off"
        onChange={(event) => setName(event.target.value)}
      />
      <div className="link-terms">
        <ChoiceField<Uses>
          label={t('links.uses')}
          value={uses}
          options={USES.map((value) => ({ value, label: t(`links.uses.${value}`) }))}
          onChange={setUses}
        />
        <ChoiceField<Days>
          label={t('links.days')}
          value={days}
          options={DAYS.map((value) => ({ value, label: t.count('links.days.count', Number(value)) }))}
          onChange={setDays}
        />
      </div>
      {problem ? <Notice mood="bad" title={problem} /> : null}
      <div className="row">
        <Button type="submit" variant="outline" busy={busy}>
          {t('links.make')}
        </Button>
      </div>
      {made ? <CopyField label={made.label} value={made.url} /> : null}
    </form>
  );
}
