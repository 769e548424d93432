import type { Random } from '../../../support/kernel/seeded-random.js';
import { filesOf } from '../corpus.js';
import { mutateBytes } from '../mutate-bytes.js';
import type { FuzzedSite } from './fuzzed-site.js';
import type { SiteAnswer, SiteQuestion } from './site-agent.js';
import type { SiteFuzzer } from './site-fuzzer.js';
import { Tally } from './tally.js';

const TYPES = ['application/sdp', 'application/trickle-ice-sdpfrag', 'text/plain'];
const METHODS = ['PATCH', 'DELETE', 'PUT', 'GET'];

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

/** Offers and fragments of WHEP with something wrong in them, to the show on air, to a draft and to none. */
export class WhepFuzzer implements SiteFuzzer {
  readonly tally = new Tally('WHEP');
  readonly lanes = 2;
  readonly perSecond = 4;
  readonly #showIds: readonly string[];
  readonly #offers = filesOf('sdp').map((offer) =>
    Buffer.from(offer.toString('latin1').replaceAll('a=sendonly', 'a=recvonly'), 'latin1'),
  );
  #session: string | undefined;

  constructor({ liveId, draftId }: FuzzedSite) {
    this.#showIds = [liveId, liveId, liveId, draftId, 'show_none'];
  }

  next(random: Random): SiteQuestion {
    const body = mutateBytes(this.#offers, random).toString('latin1');
    const headers = { 'content-type': random() < 0.8 ? 'application/sdp' : pick(random, TYPES) };
    if (random() < 0.7 || this.#session === undefined) {
      const token = random() < 0.1 ? 't/made.up.token.x/' : '';
      return { method: 'POST', path: `/whep/${token}${pick(random, this.#showIds)}`, headers, body };
    }
    return { method: pick(random, METHODS), path: this.#session, headers, body };
  }

  async after(_question: SiteQuestion, { status, headers }: SiteAnswer): Promise<void> {
    if (status === 201 && typeof headers.location === 'string') this.#session = headers.location;
  }
}
