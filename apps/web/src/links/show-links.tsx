import type { Invitation } from '#client';
import { useText } from '../i18n/use-text.js';
import { api } from '../ui/api.js';
import { ProblemState } from '../ui/problem-state.js';
import { runAction } from '../ui/run-action.js';
import { useFetched } from '../ui/use-fetched.js';
import { LinkForm, type LinkRole } from './link-form.js';
import { LinkList } from './link-list.js';
import { openLinks } from './open-links.js';
import './links.css';

interface ShowLinksProps {
  showId: string;
  /** Of a co-host who came by a link. */
  credential?: string | undefined;
  /** Co-hosts make nobody their equal. */
  isHost: boolean;
}

const BY_HOSTS: readonly LinkRole[] = ['guest', 'co-host', 'moderator', 'viewer'];
const BY_CO_HOSTS = BY_HOSTS.filter((role) => role !== 'co-host');

/** As many as one page of the list has: who gives away more keeps lists of their own. */
const LISTED = 100;

/** Links to one show: made for a role and a person, listed, and ended. */
export function ShowLinks({ showId, credential, isHost }: ShowLinksProps) {
  const t = useText();
  const speaking = credential === undefined ? {} : { credential };
  const { value, error, reload } = useFetched(['links', showId], async () => {
    const query = { limit: LISTED };
    return (await api.calls.call('shows.listInvitations', { params: { showId }, query, ...speaking })).items;
  });
  const revoke = ({ id }: Invitation) =>
    runAction(
      api.calls.call('shows.revokeInvitation', { params: { showId, invitationId: id }, ...speaking }),
      reload,
    );
  return (
    <div className="stack">
      <LinkForm
        showId={showId}
        credential={credential}
        roles={isHost ? BY_HOSTS : BY_CO_HOSTS}
        onMade={reload}
      />
      <section className="stack-tight" aria-label={t('links.open')}>
        <h3 className="field-label">{t('links.open')}</h3>
        {error && !value ? <ProblemState error={error} onRetry={reload} /> : null}
        {value ? <LinkList links={openLinks(value, api.nowMs())} onRevoke={revoke} /> : null}
      </section>
    </div>
  );
}
