import { Cast } from 'lucide-react';
import { useText } from '../../i18n/use-text.js';
import { api } from '../../ui/api.js';
import { EmptyState } from '../../ui/notice.js';
import { PanelLoading } from '../../ui/panel-loading.js';
import { ProblemState } from '../../ui/problem-state.js';
import { findTicket } from '../../ui/tickets.js';
import { useFetched } from '../../ui/use-fetched.js';
import type { StudioPanelProps } from '../studio-panel.js';
import { DestinationCard } from './destination-card.js';
import { NewDestinationForm } from './new-destination-form.js';

const REFRESH_MS = 2_000;

/** Where else the show is sent to, and whether it arrives there. */
export function RestreamPanel({ showId }: StudioPanelProps) {
  const t = useText();
  const credential = findTicket(showId)?.ticket;
  const load = () => api.outputs(showId, credential);
  const { value: outputs, error, reload } = useFetched(['outputs', showId], load, { everyMs: REFRESH_MS });
  if (outputs === undefined)
    return error === undefined ? <PanelLoading /> : <ProblemState error={error} onRetry={reload} />;
  return (
    <section className="panel stack" aria-label={t('studio.restream')}>
      <p className="small dim">{t('studio.restream.text')}</p>
      {outputs.length === 0 ? (
        <EmptyState
          icon={<Cast />}
          title={t('studio.restream.empty.title')}
          text={t('studio.restream.empty.text')}
        />
      ) : (
        <ul className="stack">
          {outputs.map((output) => (
            <DestinationCard
              key={output.id}
              showId={showId}
              output={output}
              credential={credential}
              onChanged={reload}
            />
          ))}
        </ul>
      )}
      <NewDestinationForm showId={showId} credential={credential} onAdded={reload} />
    </section>
  );
}
