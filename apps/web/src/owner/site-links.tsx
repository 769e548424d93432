import { useText } from '../i18n/use-text.js';
import { LinkList } from '../links/link-list.js';
import { openLinks } from '../links/open-links.js';
import { api } from '../ui/api.js';
import { runAction } from '../ui/run-action.js';
import { useFetched } from '../ui/use-fetched.js';
import '../links/links.css';

const LISTED = 100;

/** Invitations that make accounts of this site; those to shows are on the shows' pages. */
export function SiteLinks() {
  const t = useText();
  const { value, reload } = useFetched(
    ['site-links'],
    async () => (await api.calls.call('invitations.list', { query: { limit: LISTED } })).items,
  );
  const links = openLinks(value ?? [], api.nowMs()).filter(({ showId }) => showId === null);
  if (links.length === 0) return null;
  return (
    <section className="card card-pad stack-tight" aria-label={t('owner.people.links')}>
      <h2>{t('owner.people.links')}</h2>
      <LinkList
        links={links}
        onRevoke={({ id }) =>
          runAction(api.calls.call('invitations.revoke', { params: { invitationId: id } }), reload)
        }
      />
    </section>
  );
}
