import type { Random } from '../../../support/kernel/seeded-random.js';
import type { FuzzedSite } from './fuzzed-site.js';
import { OFFERS, spoilt } from './offers.js';
import { askSession, SDP } from './session-requests.js';
import { Sessions } from './sessions.js';
import type { SiteAgent, SiteAnswer, SiteQuestion } from './site-agent.js';
import type { SiteFuzzer } from './site-fuzzer.js';
import { Tally } from './tally.js';

/** One input takes an offer a second: as many as this are sent to by turns. */
const INPUTS = 4;
const VISITOR = '198.51.100.203';

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

/** Offers and fragments of WHIP with something wrong in them, to inputs that are there and to none. */
export class WhipFuzzer implements SiteFuzzer {
  readonly tally = new Tally('WHIP', ['201', '204', '200']);
  readonly lanes = 2;
  readonly perSecond = INPUTS;
  readonly #keys: readonly string[];
  /** An offer evicts the session of its input before: there are no more than inputs. */
  readonly #sessions = new Sessions(INPUTS);

  static async open(site: FuzzedSite, agent: SiteAgent): Promise<WhipFuzzer> {
    const keys: string[] = [];
    const headers = { authorization: `Bearer ${site.ownerKey}`, 'content-type': 'application/json' };
    for (let number = 0; number < INPUTS; number += 1) {
      const body = JSON.stringify({ name: `Camera ${number}`, as: 'guest', onStage: false });
      const path = `/api/v1/shows/${site.liveId}/inputs`;
      const answer = await agent.ask({ method: 'POST', path, headers, body }, VISITOR);
      keys.push(String((JSON.parse(answer.body) as { key?: string }).key));
    }
    return new WhipFuzzer(keys);
  }

  private constructor(keys: readonly string[]) {
    this.#keys = keys;
  }

  next(random: Random): SiteQuestion {
    const session = this.#sessions.any(random);
    if (session && random() < 0.4) return askSession(session, random);
    const key = random() < 0.05 ? 'pik_nobody' : pick(random, this.#keys);
    const headers = { 'content-type': random() < 0.95 ? SDP : 'text/plain' };
    return { method: 'POST', path: `/whip/${key}`, headers, body: spoilt(OFFERS, random) };
  }

  async after({ path }: SiteQuestion, { status, headers: { location, etag } }: SiteAnswer): Promise<void> {
    if (typeof etag !== 'string') return;
    if (status === 201) this.#sessions.learn(location?.toString(), etag);
    else if (status === 200) this.#sessions.learn(path, etag);
  }
}
