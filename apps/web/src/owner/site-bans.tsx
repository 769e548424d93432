import { useText } from '../i18n/use-text.js';
import { api } from '../ui/api.js';
import { Button } from '../ui/button.js';
import { Notice } from '../ui/notice.js';
import { problemText } from '../ui/problem-text.js';
import { runAction } from '../ui/run-action.js';
import { dayText } from '../ui/show-text.js';
import { useFetched } from '../ui/use-fetched.js';

/** Whom no show of this site lets in. */
export function SiteBans() {
  const t = useText();
  const { value, error, reload } = useFetched(['site-bans'], () => api.calls.call('site.bans', {}));
  return (
    <section className="card card-pad stack-tight">
      <h2>{t('owner.site-bans')}</h2>
      {error ? <Notice mood="bad" title={problemText(error)} /> : null}
      {value?.items.length === 0 ? <p className="dim">{t('owner.site-bans.none')}</p> : null}
      <ul className="owner-list">
        {value?.items.map(({ id, name, personId, byName, at, reason }) => (
          <li key={id} className="owner-row">
            <span className="grow">
              <span className="owner-row-title">{name || personId}</span>
              <span className="small dim">
                {[dayText(at), t('owner.site-bans.by', { name: byName }), reason].filter(Boolean).join(' · ')}
              </span>
            </span>
            <Button
              variant="outline"
              size="small"
              onClick={() => runAction(api.calls.call('site.unban', { params: { banId: id } }), reload)}
            >
              {t('owner.site-bans.lift', { name: name || personId })}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
