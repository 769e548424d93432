/** What one network has with the server at once, and who of it waits for a turn. */
interface Lanes {
  taken: number;
  /** In order of arrival. */
  waiting: Set<() => void>;
}

/**
 * So many exchanges of one network are with the server at once; the next ones wait for their turn, in order. A network
 * that sends slowly, or thousands at once, makes itself wait and nobody else.
 */
export class NetworkLanes {
  readonly #most: number;
  readonly #networks = new Map<string, Lanes>();

  constructor(most: number) {
    this.#most = most;
  }

  /** Calls `begin` when it is the turn of this one. The answer ends the turn, or the wait for it; once. */
  take(network: string, begin: () => void): () => void {
    const lanes = this.#networks.get(network) ?? { taken: 0, waiting: new Set() };
    this.#networks.set(network, lanes);
    let isOver = false;
    let isTurn = false;
    const start = () => {
      isTurn = true;
      lanes.taken += 1;
      begin();
    };
    if (lanes.taken < this.#most) start();
    else lanes.waiting.add(start);
    return () => {
      if (isOver) return;
      isOver = true;
      lanes.waiting.delete(start);
      if (isTurn) this.#next(lanes);
      if (lanes.taken === 0 && lanes.waiting.size === 0) this.#networks.delete(network);
    };
  }

  #next(lanes: Lanes): void {
    lanes.taken -= 1;
    const [next] = lanes.waiting;
    if (next === undefined) return;
    lanes.waiting.delete(next);
    next();
  }
}
