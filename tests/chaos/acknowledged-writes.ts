import type { Page } from 'playwright-core';
import { systemClock } from '#kernel';

const EVERY_MS = 250;
const ANSWERED_WITHIN_MS = 3_000;

export interface WritesReport {
  acknowledged: number;
  refused: number;
  /** Acknowledged and not there afterwards. */
  lost: number;
}

/** Somebody who writes all the time with the host's own session, and remembers what was answered with yes. */
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

  /** Ends the writing and looks for every write again. */
  async judge(): Promise<WritesReport> {
    this.#isOver = true;
    await this.#running;
    const { request } = this.#page.context();
    const found = await Promise.all(
      this.#ids.map(async (id) => {
        const response = await request
          .get(`${this.#url}/api/v1/shows/${id}`, { timeout: 10 * ANSWERED_WITHIN_MS })
          .catch(() => undefined);
        return response?.status() === 200;
      }),
    );
    const lost = found.filter((isThere) => !isThere).length;
    return { acknowledged: this.#ids.length, refused: this.#refused, lost };
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
