import { type Actor, hashSecret, isSecretOf, newSecret } from '#access';
import { type Clock, guestError, newId, type PersonId } from '#kernel';
import type { Page, PageRequest } from '#show';
import { RecentLookups } from '#show';
import type { ApiKeyRecord, ApiKeysStore } from '../ports/api-keys.js';
import type { Person } from '../ports/people.js';

const TOUCH_AFTER_MS = 60_000;
const TRUST_MS = 2_000;

/** Keys of other people's back ends. Each acts for the person who made it. */
export class ApiKeysService {
  readonly #store: ApiKeysStore;
  readonly #clock: Clock;
  readonly #recent = new RecentLookups<{ key: ApiKeyRecord; person: Person }>(TRUST_MS);

  constructor(store: ApiKeysStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** The secret is shown this once. */
  async make(personId: PersonId, name: string): Promise<{ key: ApiKeyRecord; secret: string }> {
    const secret = newSecret('api-key');
    const key: ApiKeyRecord = {
      id: newId('key'),
      name,
      personId,
      createdAtMs: this.#clock.wallMs(),
      lastUsedAtMs: null,
      revokedAtMs: null,
    };
    await this.#store.create({ ...key, keyHash: hashSecret(secret) });
    return { key, secret };
  }

  async findActor(secret: string): Promise<(Actor & { kind: 'api-key' }) | undefined> {
    if (!isSecretOf('api-key', secret)) return undefined;
    const found = await this.#recent.find(hashSecret(secret), this.#clock.monotonicMs(), (hash) =>
      this.#store.findByHash(hash),
    );
    if (found === undefined) return undefined;
    const nowMs = this.#clock.wallMs();
    if (nowMs - (found.key.lastUsedAtMs ?? 0) > TOUCH_AFTER_MS) {
      found.key.lastUsedAtMs = nowMs;
      await this.#store.touch(found.key.id, nowMs);
    }
    const { id, role } = found.person;
    return { kind: 'api-key', keyId: found.key.id, personId: id, role, name: found.key.name };
  }

  /** The owner sees everybody's. */
  list(personId: PersonId, role: 'owner' | 'host', page: PageRequest): Promise<Page<ApiKeyRecord>> {
    return this.#store.list(role === 'owner' ? null : personId, page);
  }

  async revoke(id: string, personId: PersonId, role: 'owner' | 'host'): Promise<void> {
    const found = await this.#store.find(id);
    if (found === undefined || (role !== 'owner' && found.personId !== personId))
      throw guestError('api-key-not-found', 'There is no such key.', { status: 404 });
    await this.#store.revoke(id, this.#clock.wallMs());
    this.#recent.clear();
  }
}
