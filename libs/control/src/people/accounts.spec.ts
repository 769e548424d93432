import { expect, test } from '@jest/globals';
import type { PersonId, ShowId } from '#kernel';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import type { PeopleStore, Person } from '../ports/people.js';
import { Accounts } from './accounts.js';
import type { SessionsService } from './sessions-service.js';

const SHOWS = ['show_1', 'show_2'] as ShowId[];
const person = (id: string): Person => ({
  id: id as PersonId,
  name: id,
  email: null,
  role: 'host',
  hasPassword: false,
  createdAtMs: 0,
});

/** Accounts over a store that erases in this way; what happened, in its order. */
function accountsThat(erase: () => Promise<{ showIds: ShowId[] } | undefined>) {
  const told: string[] = [];
  const people = {
    find: async (id: string) => person(id),
    findOwner: async () => person('person_owner'),
    erase: async (id: string) => {
      told.push(`erase ${id}`);
      return erase();
    },
  } as Partial<PeopleStore> as PeopleStore;
  const accounts = new Accounts({
    people,
    sessions: { forgetRecent: () => undefined } as Partial<SessionsService> as SessionsService,
    shows: {
      endAllOf: async (id) => void told.push(`end all of ${id}`),
      forgetAll: async (ids) => void told.push(`forget ${ids.join(' ')}`),
    },
    clock: new ManualClock(),
  });
  return { accounts, told };
}

const erase = (accounts: Accounts) => accounts.erase('person_owner' as PersonId, 'person_1');

test('a person is erased in one step between the end of their shows and what is on disk of them', async () => {
  const { accounts, told } = accountsThat(async () => ({ showIds: SHOWS }));
  await erase(accounts);
  expect(told).toEqual(['end all of person_1', 'erase person_1', 'forget show_1 show_2']);
});

test('where the records stay, so does what is on disk', async () => {
  const { accounts, told } = accountsThat(async () => {
    throw new Error('the database is away');
  });
  await expect(erase(accounts)).rejects.toThrow('the database is away');
  expect(told).toEqual(['end all of person_1', 'erase person_1']);
});
