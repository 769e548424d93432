import { type Actor, accountOf } from '#access';
import { guestError } from '#kernel';
import type { ShowFilter, Visibility } from '../ports/shows.js';
import { SHOW_STATES, type ShowState } from '../show-machine.js';

export interface ShowsWish {
  state?: string | undefined;
  visibility?: Visibility | undefined;
  search?: string | undefined;
  mine?: 'true' | 'false' | undefined;
}

const PUBLISHED: ShowState[] = SHOW_STATES.filter((state) => state !== 'draft');

function parseStates(text: string | undefined): ShowState[] | undefined {
  if (text === undefined) return undefined;
  const names = text.split(',');
  const known = SHOW_STATES.filter((state) => names.includes(state));
  if (known.length === names.length) return known;
  throw guestError('bad-request', `A show is ${SHOW_STATES.join(', ')}.`, { status: 400 });
}

/** Strangers see what is public and no draft; hosts their own shows, the owner all, unless they ask otherwise. */
export function visibleShows(actor: Actor, wish: ShowsWish): ShowFilter {
  const account = accountOf(actor);
  const states = parseStates(wish.state);
  const search = wish.search === undefined ? {} : { search: wish.search };
  if (account === undefined || (wish.mine === 'false' && account.role === 'host')) {
    const allowed = (states ?? PUBLISHED).filter((state) => state !== 'draft');
    return { visibility: 'public', states: allowed, ...search };
  }
  const isEverybodys = account.role === 'owner' && wish.mine !== 'true';
  return {
    ...(isEverybodys ? {} : { ownerId: account.personId }),
    ...(states === undefined ? {} : { states }),
    ...(wish.visibility === undefined ? {} : { visibility: wish.visibility }),
    ...search,
  };
}
