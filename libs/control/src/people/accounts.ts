import { hashPassword, SignInThrottle, verifyPassword } from '#access';
import { type Clock, guestError, newId, type PersonId } from '#kernel';
import type { Page, PageRequest, ShowService } from '#show';
import type { PeopleStore, Person, PersonPatch, SiteRole } from '../ports/people.js';
import type { ClientFacts } from './client-facts.js';
import type { SessionsService, SignedIn } from './sessions-service.js';

export interface AccountChange {
  name?: string | undefined;
  email?: string | undefined;
  newPassword?: string | undefined;
  /** Needed as soon as there is one. */
  currentPassword?: string | undefined;
}

const personNotFound = () => guestError('person-not-found', 'There is no such person.', { status: 404 });

export interface AccountsOptions {
  people: PeopleStore;
  sessions: SessionsService;
  shows: Pick<ShowService, 'endAllOf' | 'forgetAll'>;
  clock: Clock;
}

/** People with an account: the owner and the hosts. */
export class Accounts {
  readonly #people: PeopleStore;
  readonly #sessions: SessionsService;
  readonly #shows: AccountsOptions['shows'];
  readonly #clock: Clock;
  readonly #throttle = new SignInThrottle();

  constructor({ people, sessions, shows, clock }: AccountsOptions) {
    this.#people = people;
    this.#sessions = sessions;
    this.#shows = shows;
    this.#clock = clock;
  }

  async create(person: {
    name: string;
    role: SiteRole;
    email: string | null;
    password: string | null;
  }): Promise<Person> {
    const passwordHash = person.password === null ? null : await hashPassword(person.password);
    return this.#people.create({
      id: newId<'person'>('person') as PersonId,
      name: person.name,
      role: person.role,
      email: person.email,
      passwordHash,
      nowMs: this.#clock.wallMs(),
    });
  }

  async signIn(email: string, password: string, client: ClientFacts): Promise<SignedIn> {
    await this.#throttle.admit(email, client.address);
    const found = await this.#people.findForSignIn(email);
    const matches = await verifyPassword(found?.passwordHash, password);
    if (found === undefined || !matches)
      throw guestError('sign-in-failed', 'The e-mail address or the password is wrong.', { status: 401 });
    await this.#throttle.succeeded(email, client.address);
    return this.#sessions.open(found.person, client);
  }

  async get(id: string): Promise<Person> {
    const person = await this.#people.find(id);
    if (person === undefined) throw personNotFound();
    return person;
  }

  find(id: string): Promise<Person | undefined> {
    return this.#people.find(id);
  }

  findOwner(): Promise<Person | undefined> {
    return this.#people.findOwner();
  }

  list(page: PageRequest): Promise<Page<Person>> {
    return this.#people.list(page);
  }

  /** A new password ends every session but opens a new one for the person who changed it. */
  async change(id: PersonId, change: AccountChange, client: ClientFacts): Promise<Person | SignedIn> {
    const person = await this.get(id);
    const isSensitive = change.newPassword !== undefined || change.email !== undefined;
    if (isSensitive && person.hasPassword) await this.#confirm(person, change.currentPassword, client);
    if (change.newPassword !== undefined && (change.email ?? person.email) === null)
      throw guestError('email-needed', 'Set an e-mail address too: it is what you sign in with.', {
        status: 422,
      });
    const changed = await this.#people.update(id, await toPatch(change));
    if (changed === undefined) throw personNotFound();
    this.#sessions.forgetRecent();
    if (change.newPassword === undefined) return changed;
    await this.#sessions.endAll(id);
    return this.#sessions.open(changed, client);
  }

  async #confirm(person: Person, password: string | undefined, client: ClientFacts): Promise<void> {
    await this.#throttle.admit(person.id, client.address);
    const found = person.email === null ? undefined : await this.#people.findForSignIn(person.email);
    if (password !== undefined && (await verifyPassword(found?.passwordHash, password))) {
      await this.#throttle.succeeded(person.id, client.address);
      return;
    }
    throw guestError('password-wrong', 'Type your current password to change this.', { status: 403 });
  }

  async setRole(actorId: PersonId, id: string, role: SiteRole): Promise<Person> {
    await this.#checkOwners(actorId, id);
    if (role !== 'owner') await this.#keepAnOwner(id);
    const changed = await this.#people.update(id, { role });
    if (changed === undefined) throw personNotFound();
    this.#sessions.forgetRecent();
    return changed;
  }

  async erase(actorId: PersonId, id: string): Promise<void> {
    await this.#keepAnOwner(id);
    await this.#checkOwners(actorId, id);
    this.#sessions.forgetRecent();
    const { id: personId } = await this.get(id);
    await this.#shows.endAllOf(personId);
    const erased = await this.#people.erase(personId);
    if (erased === undefined) throw personNotFound();
    // After the records: what is on disk cannot be rolled back.
    await this.#shows.forgetAll(erased.showIds);
  }

  /** Of several owners the first one is above the others, who are equals. */
  async #checkOwners(actorId: PersonId, id: string): Promise<void> {
    if (actorId === id || (await this.#people.find(id))?.role !== 'owner') return;
    if ((await this.#people.findOwner())?.id === actorId) return;
    throw guestError('not-allowed', 'Only the first owner does that to another owner.', { status: 403 });
  }

  async #keepAnOwner(id: string): Promise<void> {
    const owner = await this.#people.findOwner();
    if (owner?.id !== id) return;
    throw guestError('owner-needed', 'The first owner stays: a site without an owner could not be opened.', {
      status: 409,
    });
  }
}

async function toPatch(change: AccountChange): Promise<PersonPatch> {
  return {
    ...(change.name === undefined ? {} : { name: change.name }),
    ...(change.email === undefined ? {} : { email: change.email }),
    ...(change.newPassword === undefined ? {} : { passwordHash: await hashPassword(change.newPassword) }),
  };
}
