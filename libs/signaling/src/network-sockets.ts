import { networkOf } from '#access';

/** How many sockets each network has open. */
export class NetworkSockets {
  readonly #limit: number;
  readonly #open = new Map<string, number>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Counts one more, unless there are as many as may be: then nothing. The answer ends the count. */
  open(address: string): (() => void) | undefined {
    const network = networkOf(address);
    const count = this.#open.get(network) ?? 0;
    if (count >= this.#limit) return undefined;
    this.#open.set(network, count + 1);
    let isOpen = true;
    return () => {
      if (isOpen) this.#closed(network);
      isOpen = false;
    };
  }

  #closed(network: string): void {
    const count = this.#open.get(network) ?? 0;
    if (count > 1) this.#open.set(network, count - 1);
    else this.#open.delete(network);
  }
}
