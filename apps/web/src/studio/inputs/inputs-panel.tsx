import { CircleQuestionMark, RadioTower } from 'lucide-react';
import { useState } from 'react';
import { useText } from '../../i18n/use-text.js';
import { api } from '../../ui/api.js';
import { Button } from '../../ui/button.js';
import { EmptyState } from '../../ui/notice.js';
import { ProblemState } from '../../ui/problem-state.js';
import { findTicket } from '../../ui/tickets.js';
import { useFetched } from '../../ui/use-fetched.js';
import type { StudioPanelProps } from '../studio-panel.js';
import { InputCard } from './input-card.js';
import { NewInputForm } from './new-input-form.js';
import { ObsDialog } from './obs-dialog.js';
import './inputs.css';

const REFRESH_MS = 2_000;

/** Where encoders send to, and what each of them does now. */
export function InputsPanel({ showId }: StudioPanelProps) {
  const t = useText();
  const [isHelpOpen, setHelpOpen] = useState(false);
  /** Tokens of this visit: the server does not tell them again. */
  const [tokens, setTokens] = useState<Readonly<Record<string, string>>>({});
  const credential = findTicket(showId)?.ticket;
  const load = () => api.inputs(showId, credential);
  const { value: inputs, error, reload } = useFetched(['inputs', showId], load, { everyMs: REFRESH_MS });
  if (inputs === undefined && error !== undefined) return <ProblemState error={error} onRetry={reload} />;
  const issued = ({ id, token }: { id: string; token: string }) => {
    setTokens((known) => ({ ...known, [id]: token }));
    reload();
  };
  return (
    <section className="panel stack" aria-label={t('studio.inputs')}>
      <p className="small dim">{t('studio.inputs.text')}</p>
      <div className="row">
        <Button
          size="small"
          variant="outline"
          icon={<CircleQuestionMark size={15} />}
          onClick={() => setHelpOpen(true)}
        >
          {t('studio.inputs.obs')}
        </Button>
      </div>
      {inputs?.length === 0 ? (
        <EmptyState
          icon={<RadioTower />}
          title={t('studio.inputs.empty.title')}
          text={t('studio.inputs.empty.text')}
        />
      ) : (
        <ul className="stack">
          {inputs?.map((input) => (
            <InputCard
              key={input.id}
              showId={showId}
              input={input}
              token={tokens[input.id]}
              credential={credential}
              onIssued={issued}
              onChanged={reload}
            />
          ))}
        </ul>
      )}
      <NewInputForm showId={showId} credential={credential} onIssued={issued} />
      <ObsDialog open={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </section>
  );
}
