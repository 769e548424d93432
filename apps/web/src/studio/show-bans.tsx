import type { Connection } from '#client';
import { useText } from '../i18n/use-text.js';
import { Button } from '../ui/button.js';
import { ProblemState } from '../ui/problem-state.js';
import { runAction } from '../ui/run-action.js';
import { useFetched } from '../ui/use-fetched.js';

const REFRESH_MS = 10_000;

/** Whom this show lets in no more: a ban by mistake is lifted here. */
export function ShowBans({ connection, showId }: { connection: Connection; showId: string }) {
  const t = useText();
  const load = async () => (await connection.request('moderation.bans', {})).banned;
  const { value, error, reload } = useFetched(['bans', showId], load, { everyMs: REFRESH_MS });
  return (
    <section className="stack-tight" aria-label={t('studio.bans')}>
      <h3 className="field-label">{t('studio.bans')}</h3>
      {error && !value ? <ProblemState error={error} onRetry={reload} /> : null}
      {value?.length === 0 ? <p className="small dim">{t('studio.bans.none')}</p> : null}
      <ul className="stack-tight">
        {value?.map(({ personId, name }) => (
          <li key={personId} className="row">
            <span className="grow truncate">{name}</span>
            <Button
              size="small"
              variant="outline"
              onClick={() => runAction(connection.request('moderation.unban', { personId }), reload)}
            >
              {t('studio.bans.lift', { name })}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
