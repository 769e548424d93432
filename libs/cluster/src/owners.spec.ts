import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { silentLog } from '#kernel';
import { Owners } from './owners.js';
import type { Fence, Ownership, OwnershipStore } from './ownership.js';

interface Write {
  thing: string;
  ownerId: string;
  epoch: number;
  value: number;
}

/** What PostgreSQL does, one statement at a time: ownership by compare-and-set, writes that carry owner and epoch. */
class MemoryStore implements OwnershipStore {
  readonly rows = new Map<string, Ownership>();
  readonly log: Write[] = [];
  readonly history: Ownership[] = [];
  /** Who was ever named as the standby of which epoch. */
  readonly named: Fence[] = [];

  async find(thing: string): Promise<Ownership | undefined> {
    return this.rows.get(thing);
  }

  async list(): Promise<Ownership[]> {
    return [...this.rows.values()].filter(({ ownerId }) => ownerId !== null);
  }

  async listOf(ownerIds: readonly string[]): Promise<Ownership[]> {
    return [...this.rows.values()].filter(({ ownerId }) => ownerId !== null && ownerIds.includes(ownerId));
  }

  async claim(
    thing: string,
    ownerId: string,
    fromEpoch: number,
    asStandby = false,
  ): Promise<Ownership | undefined> {
    const before = this.rows.get(thing);
    if ((before?.epoch ?? 0) !== fromEpoch || (asStandby && before?.standbyId !== ownerId)) return undefined;
    const row = { thing, ownerId, epoch: fromEpoch + 1, standbyId: null };
    this.rows.set(thing, row);
    this.history.push(row);
    return row;
  }

  async setStandby(owner: Fence, standbyId: string | null): Promise<boolean> {
    if (!this.#isOwner(owner)) return false;
    this.rows.set(owner.thing, { ...owner, standbyId });
    if (standbyId !== null) this.named.push({ thing: owner.thing, ownerId: standbyId, epoch: owner.epoch });
    return true;
  }

  async give(owner: Fence, standbyId: string): Promise<boolean> {
    if (!this.#isOwner(owner) || this.rows.get(owner.thing)?.standbyId !== standbyId) return false;
    const row = { thing: owner.thing, ownerId: standbyId, epoch: owner.epoch + 1, standbyId };
    this.rows.set(owner.thing, row);
    this.history.push(row);
    return true;
  }

  async release(owner: Fence): Promise<boolean> {
    if (!this.#isOwner(owner)) return false;
    this.rows.set(owner.thing, { thing: owner.thing, ownerId: null, epoch: owner.epoch, standbyId: null });
    return true;
  }

  async regain({ thing, ownerId, epoch }: Fence): Promise<boolean> {
    if ((this.rows.get(thing)?.epoch ?? 0) >= epoch) return false;
    this.rows.set(thing, { thing, ownerId, epoch, standbyId: null });
    return true;
  }

  /** A replica takes over that had not everything yet. */
  failOver(rows: ReadonlyMap<string, Ownership>): void {
    this.rows.clear();
    for (const [thing, row] of rows) this.rows.set(thing, row);
  }

  #isOwner({ thing, ownerId, epoch }: Fence): boolean {
    const row = this.rows.get(thing);
    return row?.ownerId === ownerId && row.epoch === epoch;
  }

  write(write: Write): boolean {
    const row = this.rows.get(write.thing);
    if (row?.ownerId !== write.ownerId || row.epoch !== write.epoch) return false;
    this.log.push(write);
    return true;
  }
}

/** Each call and each answer travels for as long as the scheduler likes: a node that is paused in between included. */
function travelling(store: MemoryStore, scheduler: fc.Scheduler): OwnershipStore {
  const travel = async <T>(act: () => Promise<T>): Promise<T> => {
    await scheduler.schedule(Promise.resolve());
    const answer = await act();
    await scheduler.schedule(Promise.resolve());
    return answer;
  };
  return {
    find: (thing) => travel(() => store.find(thing)),
    list: () => travel(() => store.list()),
    listOf: (ids) => travel(() => store.listOf(ids)),
    claim: (thing, ownerId, from, as) => travel(() => store.claim(thing, ownerId, from, as)),
    setStandby: (owner, standbyId) => travel(() => store.setStandby(owner, standbyId)),
    give: (owner, standbyId) => travel(() => store.give(owner, standbyId)),
    release: (ownership) => travel(() => store.release(ownership)),
    regain: (owner) => travel(() => store.regain(owner)),
  };
}

const NODES = ['a', 'b', 'c'] as const;
const THINGS = ['show:1', 'show:2'] as const;

const step = fc.record({
  node: fc.constantFrom(...NODES),
  thing: fc.constantFrom(...THINGS),
  what: fc.constantFrom('claim', 'release', 'review', 'write', 'restart', 'note', 'give'),
  /** Who stands by, or nobody any more. */
  standby: fc.option(fc.constantFrom(...NODES)),
  /** Whom the node takes for dead, rightly or not. */
  gone: fc.subarray([...NODES]),
  /** Of whom it hears nothing. */
  hung: fc.subarray([...NODES]),
});

test('never two owners accepted, no acknowledged write lost: nodes are killed, paused, or wrongly taken for dead', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(step, { minLength: 5, maxLength: 40 }),
      async (scheduler, steps) => {
        const store = new MemoryStore();
        const gone = new Map<string, readonly string[]>();
        let starts = 0;
        const begin = (node: string) => {
          starts += 1;
          return new Owners({
            store: travelling(store, scheduler),
            ownerId: `${node}#${starts}`,
            isGone: (id) => (gone.get(node) ?? []).includes(id.split('#')[0] ?? ''),
            meet: async () => undefined,
            log: silentLog,
          });
        };
        const nodes = new Map<string, Owners>(NODES.map((node) => [node, begin(node)]));
        const acknowledged: Write[] = [];
        const inherited: { thing: string; epoch: number; ownerId: string }[] = [];
        let value = 0;
        const act = async ({ node, thing, what, standby, gone: taken, hung }: (typeof steps)[number]) => {
          gone.set(node, taken);
          const owners = nodes.get(node);
          if (owners === undefined) return;
          const standbyId = standby === null ? null : (nodes.get(standby)?.ownerId ?? null);
          const fence = owners.fenceOf(thing);
          if (what === 'claim') {
            const claimed = await owners.claim(thing, (id) => hung.some((each) => id.startsWith(`${each}#`)));
            if (claimed.outcome === 'ours' && claimed.isInherited)
              inherited.push({ thing, epoch: claimed.epoch, ownerId: owners.ownerId });
          } else if (what === 'note') {
            if (fence === undefined || standbyId === owners.ownerId) return;
            await scheduler.schedule(Promise.resolve());
            await store.setStandby(fence, standbyId);
          } else if (what === 'give') {
            if (standbyId !== null && standbyId !== owners.ownerId) await owners.give(thing, standbyId);
          } else if (what === 'release') await owners.release(thing);
          else if (what === 'review') await owners.review();
          else if (what === 'restart') nodes.set(node, begin(node));
          else {
            const epoch = owners.epochOf(thing);
            if (epoch === undefined) return;
            value += 1;
            const write = { thing, ownerId: owners.ownerId, epoch, value };
            await scheduler.schedule(Promise.resolve());
            if (!store.write(write)) return;
            await scheduler.schedule(Promise.resolve());
            acknowledged.push(write);
          }
        };
        const acting = Promise.all(steps.map(act));
        await scheduler.waitFor(acting);
        // Only the one that the owner before had named goes on without a cut.
        for (const { thing, epoch, ownerId } of inherited)
          expect(store.named).toContainEqual({ thing, ownerId, epoch: epoch - 1 });
        for (const write of acknowledged) expect(store.log).toContainEqual(write);
        for (const thing of THINGS) {
          const epochs = store.history.filter((row) => row.thing === thing).map(({ epoch }) => epoch);
          expect(epochs).toEqual(epochs.map((_, at) => at + 1));
          const written = store.log.filter((write) => write.thing === thing);
          for (let at = 1; at < written.length; at += 1)
            expect(written[at]?.epoch).toBeGreaterThanOrEqual(written[at - 1]?.epoch ?? 0);
          for (const { ownerId, epoch } of written)
            expect(store.history).toContainEqual({ thing, ownerId, epoch });
        }
        // Once all have asked the store, only its owner takes itself for one.
        await scheduler.waitFor(Promise.all([...nodes.values()].map((owners) => owners.review())));
        for (const thing of THINGS) {
          const row = store.rows.get(thing);
          for (const owners of nodes.values()) {
            const epoch = owners.epochOf(thing);
            if (epoch !== undefined) expect([row?.ownerId, row?.epoch]).toEqual([owners.ownerId, epoch]);
          }
        }
      },
    ),
    { numRuns: 1_000 },
  );
});

const act = fc.record({
  node: fc.constantFrom(...NODES),
  thing: fc.constantFrom(...THINGS),
  what: fc.constantFrom('claim', 'claim', 'claim', 'release', 'replicate'),
  gone: fc.subarray([...NODES]),
});

test('after a fail-over that lost what was written last, each thing is again its last owner’s alone', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(act, { minLength: 3, maxLength: 30 }),
      async (scheduler, acts) => {
        const store = new MemoryStore();
        const gone = new Map<string, readonly string[]>();
        const nodes = NODES.map(
          (ownerId) =>
            new Owners({
              store: travelling(store, scheduler),
              ownerId,
              isGone: (id) => (gone.get(ownerId) ?? []).includes(id),
              meet: async () => undefined,
              log: silentLog,
            }),
        );
        const lost: string[] = [];
        let replica = new Map<string, Ownership>();
        const carryOut = async ({ node, thing, what, gone: taken }: (typeof acts)[number]) => {
          gone.set(node, taken);
          const owners = nodes.find(({ ownerId }) => ownerId === node);
          if (what === 'claim') await owners?.claim(thing);
          else if (what === 'release') await owners?.release(thing);
          else replica = new Map(store.rows);
        };
        await scheduler.waitFor(Promise.all(acts.map(carryOut)));
        const before = new Map(store.rows);
        const heldBefore = new Map(THINGS.map((thing) => [thing, nodes.map((each) => each.epochOf(thing))]));
        for (const owners of nodes)
          owners.events.on('lost', ({ thing }) => lost.push(`${owners.ownerId} ${thing}`));
        store.failOver(replica);
        // At once, in any order: then again, until nothing moves any more.
        for (let round = 0; round < 2; round += 1)
          await scheduler.waitFor(Promise.all(nodes.map((owners) => owners.review())));
        for (const thing of THINGS) {
          const owner = before.get(thing);
          const at = nodes.findIndex(({ ownerId }) => ownerId === owner?.ownerId);
          const isHeld = owner !== undefined && heldBefore.get(thing)?.[at] === owner.epoch;
          if (isHeld) {
            expect(store.rows.get(thing)).toMatchObject({ ownerId: owner.ownerId, epoch: owner.epoch });
            expect(lost).not.toContain(`${owner.ownerId} ${thing}`);
          }
          const row = store.rows.get(thing);
          for (const owners of nodes) {
            const epoch = owners.epochOf(thing);
            if (epoch !== undefined) expect([owners.ownerId, epoch]).toEqual([row?.ownerId, row?.epoch]);
          }
        }
      },
    ),
    { numRuns: 1_000 },
  );
});

test('an owner that may live is never robbed; one that is gone is', async () => {
  const store = new MemoryStore();
  const gone = new Set<string>();
  const options = {
    store,
    isGone: (id: string) => gone.has(id),
    meet: async () => undefined,
    log: silentLog,
  };
  const [first, second] = [
    new Owners({ ...options, ownerId: 'first' }),
    new Owners({ ...options, ownerId: 'second' }),
  ];
  expect(await first.claim('show:1')).toEqual({ outcome: 'ours', epoch: 1, isInherited: false });
  expect(await second.claim('show:1')).toEqual({ outcome: 'theirs', ownerId: 'first' });
  gone.add('first');
  expect(await second.claim('show:1')).toEqual({ outcome: 'ours', epoch: 2, isInherited: false });
  const lost: string[] = [];
  first.events.on('lost', ({ thing }) => lost.push(thing));
  await first.review();
  expect(lost).toEqual(['show:1']);
  expect(first.epochOf('show:1')).toBeUndefined();
});

test('an owner that hangs loses to the standby that it has noted, and to nobody else', async () => {
  const store = new MemoryStore();
  const isAlive = { isGone: () => false, meet: async () => undefined, log: silentLog };
  const [active, standby, third] = ['active', 'standby', 'third'].map(
    (ownerId) => new Owners({ store, ownerId, ...isAlive }),
  ) as [Owners, Owners, Owners];
  const isHung = (id: string) => id === 'active';
  await active.claim('show:1');
  expect(await standby.claim('show:1', isHung)).toEqual({ outcome: 'theirs', ownerId: 'active' });
  await store.setStandby({ thing: 'show:1', ownerId: 'active', epoch: 1 }, 'standby');
  expect(await third.claim('show:1', isHung)).toEqual({ outcome: 'theirs', ownerId: 'active' });
  expect(await standby.claim('show:1')).toEqual({ outcome: 'theirs', ownerId: 'active' });
  expect(await standby.claim('show:1', isHung)).toEqual({ outcome: 'ours', epoch: 2, isInherited: true });
  // It wakes: what it would publish alone needs the store's word, which it does not get.
  expect(await store.setStandby({ thing: 'show:1', ownerId: 'active', epoch: 1 }, null)).toBe(false);
});
