import type { Database } from '#data';
import { newId, type PersonId, type ShowId, systemClock } from '#kernel';
import { DEFAULT_BRAND, DEFAULT_RECORDING } from '#show';

/** A live show with an owner, straight in the store. */
export async function makeShow(database: Database): Promise<string> {
  const { people, shows } = database.repositories;
  const nowMs = systemClock.wallMs();
  const owner = await people.create({
    id: newId<'person'>('person') as PersonId,
    name: 'Owner',
    role: 'owner',
    email: null,
    passwordHash: null,
    nowMs,
  });
  const id = newId<'show'>('show') as ShowId;
  await shows.create(
    {
      id,
      ownerId: owner.id,
      title: 'An evening',
      description: '',
      posterUrl: null,
      scheduledAtMs: null,
      visibility: 'public',
      profile: 'low',
      layout: 'auto',
      formats: null,
      resilience: 'none',
      captions: [],
      limits: { maxOnStage: 6, maxViewers: 10_000, maxMinutes: 240, maxFrontRow: 100 },
      recording: DEFAULT_RECORDING,
      brand: DEFAULT_BRAND,
      state: 'live',
      failure: null,
      version: 1,
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
      liveAtMs: nowMs,
      endedAtMs: null,
    },
    [],
  );
  return id;
}
