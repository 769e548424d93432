import { relayData } from './data-relay.js';
import type { Hub } from './hub.js';
import { HubLink } from './hub-link.js';
import type { StageProducer } from './media-objects.js';

/** What comes into one hub from those of other nodes: media over one pipe from each, data channels over the servers. */
export class PipesInto {
  readonly #hub: Hub;
  readonly #links = new Map<Hub, Promise<HubLink>>();
  readonly #brought = new Map<string, Promise<void>>();

  constructor(hub: Hub) {
    this.#hub = hub;
  }

  /** The pipe is there before its first track; rejects where nothing comes through. */
  async prepare(home: Hub): Promise<void> {
    await this.#linkFrom(home);
  }

  bring(producerId: string, home: Hub): Promise<void> {
    return this.#once(producerId, async () => (await this.#linkFrom(home)).bring(producerId));
  }

  bringData(dataProducerId: string, home: Hub): Promise<void> {
    return this.#once(dataProducerId, () => relayData(dataProducerId, home, this.#hub));
  }

  close(): void {
    for (const link of this.#links.values()) link.then((each) => each.close()).catch(() => undefined);
    this.#links.clear();
    this.#brought.clear();
  }

  #once(id: string, bring: () => Promise<Pick<StageProducer, 'closed' | 'observer'>>): Promise<void> {
    const known = this.#brought.get(id);
    if (known !== undefined) return known;
    const forget = () => {
      if (this.#brought.get(id) === bringing) this.#brought.delete(id);
    };
    const bringing = bring().then((far) => {
      // It may have ended while it was made: then it tells nobody any more.
      if (far.closed) forget();
      else far.observer.once('close', forget);
    });
    this.#brought.set(id, bringing);
    bringing.catch(forget);
    return bringing;
  }

  async #linkFrom(home: Hub): Promise<HubLink> {
    const known = this.#links.get(home);
    if (known !== undefined && !(await known).isClosed) return known;
    const current = this.#links.get(home);
    // Another track may have opened the next one meanwhile.
    if (current !== undefined && current !== known) return current;
    const opening = HubLink.open(home, this.#hub);
    this.#links.set(home, opening);
    const forget = () => {
      if (this.#links.get(home) === opening) this.#links.delete(home);
    };
    // Nodes come and go while a show is on air: what they had is not kept.
    opening.then((link) => link.whenClosed(forget), forget);
    return opening;
  }
}
