import { Play, Square, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { Output } from '#client';
import { useText } from '../../i18n/use-text.js';
import { api } from '../../ui/api.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { CopyField } from '../../ui/copy-field.js';
import { Notice } from '../../ui/notice.js';
import { runAction } from '../../ui/run-action.js';
import { timeText } from '../../ui/show-text.js';

const MOODS = {
  off: 'plain',
  waiting: 'brand',
  connecting: 'warn',
  live: 'good',
  retrying: 'bad',
} as const;

interface DestinationCardProps {
  showId: string;
  output: Output;
  credential: string | undefined;
  onChanged(): void;
}

/** One destination: its state, why it does not get the show, and what can be done with it. */
export function DestinationCard({ showId, output, credential, onChanged }: DestinationCardProps) {
  const t = useText();
  const [asks, setAsks] = useState(false);
  const turn = () => runAction(api.switchOutput(showId, output.id, !output.on, credential), onChanged);
  const remove = () => {
    setAsks(false);
    runAction(api.removeOutput(showId, output.id, credential), onChanged);
  };
  return (
    <li className="card destination stack-tight" aria-label={output.name}>
      <div className="row-tight">
        <strong className="grow truncate">{output.name}</strong>
        <span role="status">
          <Badge mood={MOODS[output.state]}>{t(`studio.restream.state.${output.state}`)}</Badge>
        </span>
      </div>
      <History output={output} />
      {output.reason === null ? null : (
        <Notice mood="warn" title={t(`studio.restream.reason.${output.reason}`)} />
      )}
      <details>
        <summary className="small">{t('studio.restream.details')}</summary>
        <div className="stack-tight">
          <CopyField label={t('studio.restream.url')} value={output.url} />
          <p className="field-hint">{t('studio.restream.key.kept')}</p>
        </div>
      </details>
      <div className="row">
        <Button
          size="small"
          variant="outline"
          icon={output.on ? <Square size={15} /> : <Play size={15} />}
          onClick={turn}
        >
          {output.on ? t('studio.restream.stop') : t('studio.restream.start')}
        </Button>
        <Button
          size="small"
          variant="danger"
          icon={<Trash2 size={15} />}
          aria-label={t('studio.restream.delete')}
          onClick={() => setAsks(true)}
        >
          {t('common.delete')}
        </Button>
      </div>
      <ConfirmDialog
        open={asks}
        title={t('studio.restream.delete.title', { name: output.name })}
        text={t('studio.restream.delete.text')}
        actionLabel={t('studio.restream.delete')}
        onConfirm={remove}
        onCancel={() => setAsks(false)}
      />
    </li>
  );
}

/** Since when it has been as it is, and how often it was connected to again. */
function History({ output: { on, since, retries } }: { output: Output }) {
  const t = useText();
  const facts = [
    ...(on && since !== null ? [t('studio.restream.since', { time: timeText(Date.parse(since)) })] : []),
    ...(on && retries > 0 ? [t.count('studio.restream.retries', retries)] : []),
  ];
  return facts.length === 0 ? null : <p className="small dim tabular">{facts.join(' · ')}</p>;
}
