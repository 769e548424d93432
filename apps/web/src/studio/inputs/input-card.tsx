import { useState } from 'react';
import type { Input, NewInput } from '#client';
import { useText } from '../../i18n/use-text.js';
import { api } from '../../ui/api.js';
import { Button } from '../../ui/button.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { CopyField } from '../../ui/copy-field.js';
import { runAction } from '../../ui/run-action.js';
import { Switch } from '../../ui/switch.js';

interface InputCardProps {
  showId: string;
  input: Input;
  /** Of this visit; the server does not tell it again. */
  token: string | undefined;
  credential: string | undefined;
  onIssued(input: NewInput): void;
  onChanged(): void;
}

/** One input: its state, what its owner should know, its addresses, and what can be done with it. */
export function InputCard({ showId, input, token, credential, onIssued, onChanged }: InputCardProps) {
  const t = useText();
  const [asked, setAsked] = useState<'rotate' | 'delete'>();
  const act = () => {
    setAsked(undefined);
    if (asked === 'rotate') api.rotateInput(showId, input.id, credential).then(onIssued, onChanged);
    else runAction(api.removeInput(showId, input.id, credential), onChanged);
  };
  return (
    <li className="card input-card stack-tight">
      <div>
        <p className="truncate">
          <strong>{input.name}</strong>
        </p>
        <p className="small dim" role="status">
          {t(`studio.inputs.state.${input.state}`, { by: (input.by ?? '').toUpperCase() })}
        </p>
        {input.notes.map((note) => (
          <p key={note} className="small">
            {note}
          </p>
        ))}
      </div>
      <Switch
        label={t('studio.inputs.on-stage')}
        checked={input.onStage}
        onChange={(onStage) => runAction(api.placeInput(showId, input.id, onStage, credential), onChanged)}
      />
      <Addresses input={input} token={token} />
      <div className="row">
        <Button size="small" variant="outline" onClick={() => setAsked('rotate')}>
          {t('studio.inputs.rotate')}
        </Button>
        <Button size="small" variant="danger" onClick={() => setAsked('delete')}>
          {t('studio.inputs.delete')}
        </Button>
      </div>
      <ConfirmDialog
        open={asked !== undefined}
        title={
          asked === 'delete'
            ? t('studio.inputs.delete.title', { name: input.name })
            : t('studio.inputs.rotate.title', { name: input.name })
        }
        text={asked === 'delete' ? t('studio.inputs.delete.text') : t('studio.inputs.rotate.text')}
        actionLabel={asked === 'delete' ? t('studio.inputs.delete') : t('studio.inputs.rotate')}
        onConfirm={act}
        onCancel={() => setAsked(undefined)}
      />
    </li>
  );
}

/** Folded until the host opens it: a key on a shared screen is a key that everybody has. */
function Addresses({ input, token }: { input: Input; token: string | undefined }) {
  const t = useText();
  return (
    <details open={token !== undefined}>
      <summary className="small">{t('studio.inputs.addresses')}</summary>
      <div className="stack-tight input-addresses">
        <CopyField label={t('studio.inputs.rtmp')} value={input.rtmpUrl} />
        {input.rtmpsUrl === '' ? null : <CopyField label={t('studio.inputs.rtmps')} value={input.rtmpsUrl} />}
        <CopyField label={t('studio.inputs.key')} value={input.key} />
        <CopyField label={t('studio.inputs.whip')} value={input.whipUrl} />
        {input.srtUrl === '' ? null : <CopyField label={t('studio.inputs.srt')} value={input.srtUrl} />}
        {token === undefined ? null : (
          <>
            <CopyField label={t('studio.inputs.token')} value={token} />
            <p className="field-hint">{t('studio.inputs.token.once')}</p>
          </>
        )}
      </div>
    </details>
  );
}
