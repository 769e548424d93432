import type { Random } from '../../../support/kernel/seeded-random.js';

export interface OpenedSession {
  path: string;
  etag: string;
}

/** Sessions of clients that were accepted, the newest few: older ones are left to the server, as by clients that died. */
export class Sessions {
  readonly #most: number;
  readonly #opened: OpenedSession[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  /** Takes what the answer to an offer or to a restart says. */
  learn(path: string | undefined, etag: string | undefined): void {
    if (path === undefined || etag === undefined) return;
    const known = this.#opened.find((each) => each.path === path);
    if (known) known.etag = etag;
    else this.#opened.push({ path, etag });
    if (this.#opened.length > this.#most) this.#opened.shift();
  }

  any(random: Random): OpenedSession | undefined {
    return this.#opened[Math.floor(random() * this.#opened.length)];
  }
}
