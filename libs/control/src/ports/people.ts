import type { PersonId, ShowId } from '#kernel';
import type { Page, PageRequest } from '#show';

/** The owner runs the site; hosts run their own shows on it. */
export type SiteRole = 'owner' | 'host';

export interface Person {
  id: PersonId;
  name: string;
  email: string | null;
  role: SiteRole;
  hasPassword: boolean;
  createdAtMs: number;
}

export interface PersonPatch {
  name?: string;
  email?: string;
  role?: SiteRole;
  /** Null: nobody signs in with a password any more. */
  passwordHash?: string | null;
}

export interface PeopleStore {
  /** Throws `email-taken`. */
  create(person: {
    id: PersonId;
    name: string;
    role: SiteRole;
    email: string | null;
    passwordHash: string | null;
    nowMs: number;
  }): Promise<Person>;
  find(id: string): Promise<Person | undefined>;
  findForSignIn(email: string): Promise<{ person: Person; passwordHash: string } | undefined>;
  findOwner(): Promise<Person | undefined>;
  list(page: PageRequest): Promise<Page<Person>>;
  /** Throws `email-taken`; answers nothing when there is no such person. */
  update(id: string, patch: PersonPatch): Promise<Person | undefined>;
  /**
   * Removes the person with sessions, keys and shows, and the name from every record that must stay: all of it or
   * nothing. Answers the shows that went; nothing where there is no such person.
   */
  erase(id: string): Promise<{ showIds: ShowId[] } | undefined>;
}
