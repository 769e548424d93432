import { LogOut } from 'lucide-react';
import { Link, Redirect, Route, Switch, useLocation } from 'wouter';
import type { Person } from '#client';
import { useText } from '../i18n/use-text.js';
import { api } from '../ui/api.js';
import { IconButton } from '../ui/icon-button.js';
import { NotFound } from '../ui/not-found.js';
import { PageLoading } from '../ui/page-loading.js';
import { PageShell } from '../ui/page-shell.js';
import { forgetWho, usePerson } from '../ui/person.js';
import { AuditPage } from './audit/audit-page.js';
import { KeysPage } from './keys-page.js';
import { PeoplePage } from './people-page.js';
import { SettingsPage } from './settings-page.js';
import { ShowPage } from './show-page.js';
import { ShowsPage } from './shows-page.js';
import { WebhooksPage } from './webhooks/webhooks-page.js';
import './owner.css';

const SECTIONS = ['shows', 'people', 'keys', 'webhooks', 'audit', 'settings'] as const;
type Section = (typeof SECTIONS)[number];

const addressOf = (section: Section): string => (section === 'shows' ? '/owner' : `/owner/${section}`);
/** People with their invitations and the log of the site are the owner's alone; a host has the rest. */
const mayOpen = (section: Section, person: Person): boolean =>
  person.role === 'owner' || (section !== 'people' && section !== 'audit');

export function OwnerPages() {
  const person = usePerson();
  const [at, go] = useLocation();
  const t = useText();
  if (person === undefined) return <PageLoading />;
  if (person === null) return <Redirect to={`/sign-in?next=${encodeURIComponent(at)}`} />;
  const signOut = async () => {
    await api.signOut().catch(() => {});
    forgetWho();
    go('/');
  };
  const section = SECTIONS.findLast((each) => at.startsWith(addressOf(each))) ?? 'shows';
  return (
    <PageShell
      title={t(`owner.${section}`)}
      nav={
        <nav className="nav" aria-label={t('owner.nav')}>
          {SECTIONS.filter((each) => mayOpen(each, person)).map((each) => (
            <Link key={each} href={addressOf(each)} aria-current={each === section ? 'page' : undefined}>
              {t(`owner.${each}`)}
            </Link>
          ))}
        </nav>
      }
      actions={
        <IconButton name={t('owner.sign-out')} variant="ghost" onClick={() => void signOut()}>
          <LogOut size={18} />
        </IconButton>
      }
    >
      <div className="page stack">
        <Switch>
          <Route path="/owner">
            <ShowsPage person={person} />
          </Route>
          <Route path="/owner/shows/:showId">
            {({ showId }) => <ShowPage key={showId} showId={showId} />}
          </Route>
          <Route path="/owner/people">
            <PeoplePage person={person} />
          </Route>
          <Route path="/owner/keys" component={KeysPage} />
          <Route path="/owner/webhooks" component={WebhooksPage} />
          <Route path="/owner/audit" component={AuditPage} />
          <Route path="/owner/settings">
            <SettingsPage person={person} />
          </Route>
          <Route component={NotFound} />
        </Switch>
      </div>
    </PageShell>
  );
}
