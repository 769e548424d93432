import type { Random } from '../../../support/kernel/seeded-random.js';
import { filesOf } from '../corpus.js';
import { mutateBytes } from '../mutate-bytes.js';
import type { FuzzedSite } from './fuzzed-site.js';
import type { SiteAgent, SiteAnswer, SiteQuestion } from './site-agent.js';
import type { SiteFuzzer } from './site-fuzzer.js';
import { Tally } from './tally.js';

/** One input takes an offer a second: as many as this are sent to by turns. */
const INPUTS = 4;
const SDP = 'application/sdp';
const FRAGMENT = 'application/trickle-ice-sdpfrag';
const VISITOR = '198.51.100.203';

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

/** Offers and fragments of WHIP with something wrong in them, to inputs that are there and to none. */
export class WhipFuzzer implements SiteFuzzer {
  readonly tally = new Tally('WHIP');
  readonly lanes = 2;
  readonly perSecond = INPUTS;
  readonly #keys: readonly string[];
  readonly #offers = filesOf('sdp');
  /** Of the last offer that was taken. */
  #session: string | undefined;

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
    const chance = random();
    const key = chance < 0.05 ? 'pik_nobody' : pick(random, this.#keys);
    const body = mutateBytes(this.#offers, random).toString('latin1');
    if (chance < 0.8 || this.#session === undefined)
      return { method: 'POST', path: `/whip/${key}`, headers: { 'content-type': SDP }, body };
    const [method, path] = [pick(random, ['PATCH', 'DELETE', 'PUT']), this.#session];
    return { method, path, headers: { 'content-type': FRAGMENT }, body };
  }

  async after(_question: SiteQuestion, { status, headers }: SiteAnswer): Promise<void> {
    if (status === 201 && typeof headers.location === 'string') this.#session = headers.location;
  }
}
