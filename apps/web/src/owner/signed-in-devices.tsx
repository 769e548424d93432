import { useText } from '../i18n/use-text.js';
import { api } from '../ui/api.js';
import { Badge } from '../ui/badge.js';
import { Button } from '../ui/button.js';
import { ProblemState } from '../ui/problem-state.js';
import { runAction } from '../ui/run-action.js';
import { whenText } from '../ui/show-text.js';
import { useFetched } from '../ui/use-fetched.js';
import { deviceName } from './device-name.js';

/** Where this person is signed in: each device can be signed out by itself, or all of them. */
export function SignedInDevices({ onSignOutAll }: { onSignOutAll(): void }) {
  const t = useText();
  const load = async () => (await api.calls.call('sessions.list', {})).items;
  const { value, error, reload } = useFetched(['sessions'], load);
  return (
    <section className="card card-pad stack">
      <h2>{t('owner.settings.sessions')}</h2>
      <p className="dim">{t('owner.settings.sessions.text')}</p>
      {error && !value ? <ProblemState error={error} onRetry={reload} /> : null}
      <ul className="stack-tight">
        {value?.map(({ id, userAgent, lastSeenAt, isThisOne }) => {
          const name = deviceName(userAgent);
          return (
            <li key={id} className="row">
              <span className="grow">
                <strong>{name}</strong>
                <br />
                <span className="small dim">{t('owner.sessions.seen', { when: whenText(lastSeenAt) })}</span>
              </span>
              {isThisOne ? (
                <Badge>{t('owner.sessions.this')}</Badge>
              ) : (
                <Button
                  size="small"
                  variant="outline"
                  aria-label={t('owner.sessions.end.name', { name })}
                  onClick={() =>
                    runAction(api.calls.call('sessions.end', { params: { sessionId: id } }), reload)
                  }
                >
                  {t('owner.sessions.end')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      <Button variant="outline" onClick={onSignOutAll}>
        {t('owner.settings.sign-out-all')}
      </Button>
    </section>
  );
}
