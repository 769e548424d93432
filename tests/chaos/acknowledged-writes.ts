import type { Page } from 'playwright-core';
import { systemClock } from '#kernel';

const EVERY_MS = 250;
const ANSWERED_WITHIN_MS = 3_000;
const TRIES = 3;

export interface WritesReport {
  acknowledged: number;
  refused: number;
  /** Acknowledged and not there afterwards. */
  lost: number;
  /** Acknowledged, and nobody said afterwards whether it is there. */
  unread: number;
}

/** A person who writes all the time with the host's own session, and remembers what was answered with yes. */
export class AcknowledgedWrites {
  readonly #page: Page;
  readonly #url: string;
  readonly #ids: string[] = [];
  readonly #running: Promise<void>;
  #refused = 0;
  #isOver = false;

  static async begin(page: Page, url: string): Promise<AcknowledgedWrites> {
    const session = await page.context().request.get(`${url}/api/v1/session`);
    const body = (await session.json()) as { csrfToken?: string; signedIn?: { csrfToken?: string } };
    return new AcknowledgedWrites(page, url, body.csrfToken ?? body.signedIn?.csrfToken ?? '');
  }

  private constructor(page: Page, url: string, csrfToken: string) {
    this.#page = page;
    this.#url = url;
    this.#running = this.#write(csrfToken);
  }

  /** Ends the writing; nothing is judged. */
  stop(): void {
    this.#isOver = true;
  }

  /** Ends the writing and looks for every write again. */
  async judge(): Promise<WritesReport> {
    this.#isOver = true;
    await this.#running;
    const found: (number | undefined)[] = [];
    for (const id of this.#ids) found.push(await this.#look(id));
    return {
      acknowledged: this.#ids.length,
      refused: this.#refused,
      lost: found.filter((status) => status === 404).length,
      unread: found.filter((status) => status !== 404 && status !== 200).length,
    };
  }

  /** Asked again until it is known whether it is there: a server that has no time yet has lost nothing. */
  async #look(id: string): Promise<number | undefined> {
    let status: number | undefined;
    for (let tries = 0; tries < TRIES && status !== 200 && status !== 404; tries += 1) {
      const response = await this.#page
        .context()
        .request.get(`${this.#url}/api/v1/shows/${id}`, { timeout: ANSWERED_WITHIN_MS })
        .catch(() => undefined);
      status = response?.status();
      // Limits of requests recover with time.
      if (status === 429) await systemClock.sleep(ANSWERED_WITHIN_MS);
    }
    return status;
  }

  async #write(csrfToken: string): Promise<void> {
    const { request } = this.#page.context();
    for (let number = 1; !this.#isOver; number += 1) {
      const response = await request
        .post(`${this.#url}/api/v1/shows`, {
          data: { title: `Kept ${number}` },
          headers: { 'x-csrf-token': csrfToken },
          timeout: ANSWERED_WITHIN_MS,
        })
        .catch(() => undefined);
      if (response?.status() === 201) this.#ids.push(((await response.json()) as { id: string }).id);
      else this.#refused += 1;
      await systemClock.sleep(EVERY_MS);
    }
  }
}
