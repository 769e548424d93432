import { expect, test } from '@jest/globals';
import { silentLog } from '#kernel';
import { ManualClock } from '../../../../tests/support/kernel/manual-clock.js';
import type { DueClaim, DueDelivery, WebhooksStore } from '../ports/webhooks.js';
import { WebhookDispatcher } from './dispatcher.js';
import type { Sent } from './send.js';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const settle = async () => {
  for (let turns = 0; turns < 20; turns += 1) await turn();
};

/** Deliveries that wait, as the database hands them out. */
class Waiting {
  readonly deliveries: { id: string; endpointId: string; ownerId: string }[] = [];
  readonly claims: DueClaim[] = [];

  add(count: number, endpointId: string, ownerId: string): void {
    for (let n = 0; n < count; n += 1)
      this.deliveries.push({ id: `${endpointId}-${n}`, endpointId, ownerId });
  }

  readonly store = {
    spread: async () => 0,
    recordAttempt: async () => undefined,
    claimDue: async (claim: DueClaim) => {
      this.claims.push(claim);
      const owners = new Map<string, number>();
      const endpoints = new Set(claim.busyEndpoints);
      const taken = this.deliveries.filter(({ endpointId, ownerId }) => {
        const held = owners.get(ownerId) ?? 0;
        if (endpoints.has(endpointId) || claim.busyOwners.includes(ownerId)) return false;
        if (held >= claim.limitPerOwner || owners.size >= claim.limit) return false;
        endpoints.add(endpointId);
        owners.set(ownerId, held + 1);
        return true;
      });
      for (const each of taken) this.deliveries.splice(this.deliveries.indexOf(each), 1);
      return taken.map(({ id, endpointId, ownerId }) => ({
        delivery: { id, attempts: 0 },
        endpoint: { id: endpointId, ownerId, url: `https://${endpointId}/`, secret: 's' },
        event: { id: 'e', type: 'show.live', createdAtMs: 0, showId: 's', payload: {} },
      })) as unknown as DueDelivery[];
    },
  } as unknown as WebhooksStore;
}

function dispatch(waiting: Waiting) {
  const sent: string[] = [];
  const open: { host: string; answer: (sent: Sent) => void }[] = [];
  const send = (url: string) => {
    const { host } = new URL(url);
    sent.push(host);
    if (!host.startsWith('slow')) return Promise.resolve({ status: 200, error: null });
    return new Promise<Sent>((answer) => open.push({ host, answer }));
  };
  const clock = new ManualClock();
  const dispatcher = new WebhookDispatcher({ store: waiting.store, send, clock, log: silentLog });
  dispatcher.nudge();
  return { dispatcher, sent, open };
}

test('a receiver that does not answer holds up its own queue only', async () => {
  const waiting = new Waiting();
  waiting.add(50, 'slow.example', 'ann');
  waiting.add(100, 'quick.example', 'ann');
  waiting.add(3, 'other.example', 'bob');
  const { dispatcher, sent, open } = dispatch(waiting);
  await settle();
  const count = (host: string) => sent.filter((each) => each === host).length;
  expect([count('slow.example'), count('quick.example'), count('other.example')]).toEqual([1, 100, 3]);
  open[0]?.answer({ status: null, error: 'too late' });
  await settle();
  expect(count('slow.example')).toBe(2);
  const closed = dispatcher.close();
  open[1]?.answer({ status: 200, error: null });
  await closed;
  expect(count('slow.example')).toBe(2);
});

test('an account has a bound over all its endpoints, and leaves room for others', async () => {
  const waiting = new Waiting();
  for (let n = 0; n < 30; n += 1) waiting.add(1, `slow-${n}.example`, 'ann');
  waiting.add(1, 'quick.example', 'bob');
  const { dispatcher, sent, open } = dispatch(waiting);
  await settle();
  expect(open).toHaveLength(8);
  expect(sent).toContain('quick.example');
  const closed = dispatcher.close();
  for (const { answer } of open) answer({ status: 200, error: null });
  await closed;
});
