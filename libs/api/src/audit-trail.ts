import { describeActor } from '#access';
import type { AuditStore } from '#audience';
import { type Clock, newId } from '#kernel';
import type { ApiCall } from './api-call.js';

/** Writes down who changed what: every operation that is no read and that not just anybody may do. */
export class AuditTrail {
  readonly #store: AuditStore;
  readonly #clock: Clock;

  constructor(store: AuditStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  async wrote(call: ApiCall): Promise<void> {
    const { operation, actor, params, show } = call;
    if (operation.method === 'GET' || operation.allows === 'anybody' || operation.rate === 'heartbeat')
      return;
    const { showId: _show, ...others } = params as Record<string, string>;
    await this.#store.add([
      {
        id: newId('aud'),
        position: 0,
        showId: show?.id ?? null,
        ...describeActor(actor),
        action: operation.id,
        targetId: Object.values(others)[0] ?? null,
        details: {},
        createdAtMs: this.#clock.wallMs(),
      },
    ]);
  }
}
