import { systemClock } from '#kernel';
import { PROTOCOL_VERSION } from '#protocol';
import type { ApiClient } from '../../support/server/api-client.js';
import type { ServerUnderTest } from '../../support/server/server-under-test.js';
import { StagePage } from '../../support/stage/stage-page.js';

const ASKS_EVERY_MS = 600;

/** A guest on the stage of another show, who asks the server all the time and is always answered. */
export class Bystander {
  readonly #page: StagePage;
  readonly #ending = new AbortController();
  readonly #asking: Promise<number>;

  /** Taken before the fuzzing uses up what the owner may ask in a minute. */
  static async ticket(owner: ApiClient): Promise<string> {
    const { body: show } = await owner.post('/shows', { title: 'Another show' });
    return (await owner.post(`/shows/${show.id}/tickets`, { role: 'host', name: 'Bea' })).body.ticket;
  }

  static async enter(server: ServerUnderTest, ticket: string): Promise<Bystander> {
    const page = new StagePage(server.url, 'bystander', 'tab-bystander');
    await page.must('session.join', { version: PROTOCOL_VERSION, ticket, tabId: 'tab-bystander' });
    await page.must('session.enter-stage', {});
    return new Bystander(page);
  }

  private constructor(page: StagePage) {
    this.#page = page;
    this.#asking = this.#ask();
  }

  /** Answers with the longest that an answer took; fails when there was none. */
  async leave(): Promise<number> {
    this.#ending.abort();
    const slowestMs = await this.#asking;
    this.#page.close();
    return slowestMs;
  }

  async #ask(): Promise<number> {
    let slowestMs = 0;
    while (!this.#ending.signal.aborted) {
      const askedMs = systemClock.monotonicMs();
      await this.#page.must('session.ping', { sentWallMs: systemClock.wallMs() });
      slowestMs = Math.max(slowestMs, systemClock.monotonicMs() - askedMs);
      // The pace of a present guest.
      await systemClock.sleep(ASKS_EVERY_MS, this.#ending.signal).catch(() => undefined);
    }
    return slowestMs;
  }
}
