import { type FormEvent, useState } from 'react';
import type { Operations } from '#client';
import { useText } from '../../i18n/use-text.js';
import { api } from '../../ui/api.js';
import { Button } from '../../ui/button.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { TextField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import { PanelLoading } from '../../ui/panel-loading.js';
import { ProblemState } from '../../ui/problem-state.js';
import { Switch } from '../../ui/switch.js';
import { toast } from '../../ui/toast.js';
import { useFetched } from '../../ui/use-fetched.js';
import { useFormAction } from '../../ui/use-form-action.js';

type Retention = Operations['house.retention']['answer'];

const KINDS = ['chat', 'audit', 'visits', 'webhookLog'] as const;
/** Proposed where chat was kept as long as its show. */
const USUAL_CHAT_DAYS = 365;
const MOST_DAYS = 36_500;

/** Some kind is kept for less long than before: records that are there now are deleted. */
const isShorter = (next: Retention, before: Retention): boolean =>
  KINDS.some((kind) => (next[kind] ?? MOST_DAYS) < (before[kind] ?? MOST_DAYS));

/** How long the site keeps what people did. */
export function RetentionForm() {
  const t = useText();
  const { value, error, reload } = useFetched(['retention'], () => api.calls.call('house.retention', {}));
  return (
    <section className="card card-pad stack" aria-label={t('owner.retention')}>
      <h2>{t('owner.retention')}</h2>
      <p className="dim">{t('owner.retention.text')}</p>
      {error && !value ? <ProblemState error={error} onRetry={reload} /> : null}
      {value === undefined && !error ? <PanelLoading /> : null}
      {value ? <Days key={JSON.stringify(value)} saved={value} onSaved={reload} /> : null}
    </section>
  );
}

function Days({ saved, onSaved }: { saved: Retention; onSaved(): void }) {
  const t = useText();
  const [days, setDays] = useState(saved);
  const [asks, setAsks] = useState(false);
  const { busy, problem, run } = useFormAction();
  const save = () => {
    setAsks(false);
    return run(async () => {
      await api.calls.call('house.setRetention', { body: days });
      toast(t('common.saved'));
      onSaved();
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isShorter(days, saved)) setAsks(true);
    else void save();
  };
  return (
    <form className="stack" onSubmit={submit}>
      <Switch
        label={t('owner.retention.chat.with-show')}
        checked={days.chat === null}
        onChange={(isWithShow) => setDays({ ...days, chat: isWithShow ? null : USUAL_CHAT_DAYS })}
      />
      {KINDS.map((kind) =>
        days[kind] === null ? null : (
          <TextField
            key={kind}
            label={t(`owner.retention.${kind}`)}
            type="number"
            inputMode="numeric"
            required
            min={1}
            max={MOST_DAYS}
            step={1}
            value={days[kind] === 0 ? '' : String(days[kind])}
            onChange={(event) => setDays({ ...days, [kind]: Number(event.target.value) })}
          />
        ),
      )}
      {problem ? <Notice mood="bad" title={problem} /> : null}
      <Button type="submit" variant="primary" busy={busy}>
        {t('common.save')}
      </Button>
      <ConfirmDialog
        open={asks}
        title={t('owner.retention.shorter.title')}
        text={t('owner.retention.shorter.text')}
        actionLabel={t('owner.retention.shorter.action')}
        onConfirm={() => void save()}
        onCancel={() => setAsks(false)}
      />
    </form>
  );
}
