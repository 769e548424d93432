import { type Actor, accountOf, type ShowFacts } from './actor.js';
import type { TicketRole } from './tickets.js';

/**
 * Who may do a thing. Rules about a show hold for the show's own host, for the site's owner and for tickets
 * of that show only.
 */
export const RULES = [
  'anybody',
  /** Signed in with a browser: changes of passwords, keys and sessions. */
  'signed-in',
  /** Signed in, or a back end with an API key. */
  'account',
  /** The site's owner, signed in or by a key. */
  'site-owner',
  'show-owner',
  'show-host',
  'show-moderator',
  'show-ticket',
] as const;
export type Rule = (typeof RULES)[number];

const HOSTS: readonly TicketRole[] = ['host', 'co-host'];
const MODERATORS: readonly TicketRole[] = [...HOSTS, 'moderator'];

const isShowOwner = (actor: Actor, show: ShowFacts | undefined): boolean => {
  const account = accountOf(actor);
  return (
    show !== undefined &&
    account !== undefined &&
    (account.role === 'owner' || account.personId === show.ownerId)
  );
};

const hasTicket = (actor: Actor, show: ShowFacts | undefined, roles?: readonly TicketRole[]): boolean =>
  actor.kind === 'ticket' &&
  actor.ticket.showId === show?.id &&
  (roles === undefined || roles.includes(actor.ticket.role));

const HOLDS: Record<Rule, (actor: Actor, show: ShowFacts | undefined) => boolean> = {
  anybody: () => true,
  'signed-in': (actor) => actor.kind === 'person',
  account: (actor) => accountOf(actor) !== undefined,
  'site-owner': (actor) => accountOf(actor)?.role === 'owner',
  'show-owner': isShowOwner,
  'show-host': (actor, show) => isShowOwner(actor, show) || hasTicket(actor, show, HOSTS),
  'show-moderator': (actor, show) => isShowOwner(actor, show) || hasTicket(actor, show, MODERATORS),
  'show-ticket': (actor, show) => isShowOwner(actor, show) || hasTicket(actor, show),
};

export const isAllowed = (rule: Rule, actor: Actor, show?: ShowFacts): boolean => HOLDS[rule](actor, show);

/** Rules that need to know the show before they can answer. */
export const isAboutShow = (rule: Rule): boolean => rule.startsWith('show-');
