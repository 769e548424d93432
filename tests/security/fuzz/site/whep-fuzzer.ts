import type { Random } from '../../../support/kernel/seeded-random.js';
import type { FuzzedSite } from './fuzzed-site.js';
import { OFFERS, spoilt } from './offers.js';
import { askSession, SDP } from './session-requests.js';
import { Sessions } from './sessions.js';
import type { SiteAnswer, SiteQuestion } from './site-agent.js';
import type { SiteFuzzer } from './site-fuzzer.js';
import { Tally } from './tally.js';

const MOST_SESSIONS = 8;
/** Answered so, a session is there: by the client's offer, or by one of the server's where it takes none of ours. */
const OPENED = [201, 406];

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

/** Offers and fragments of WHEP with something wrong in them, to the show on air, to a draft and to none. */
export class WhepFuzzer implements SiteFuzzer {
  readonly tally = new Tally('WHEP', ['201', '406', '204', '200']);
  readonly lanes = 2;
  readonly perSecond = 4;
  readonly #showIds: readonly string[];
  readonly #offers = OFFERS.map((offer) => offer.replaceAll('a=sendonly', 'a=recvonly'));
  readonly #sessions = new Sessions(MOST_SESSIONS);

  constructor({ liveId, draftId }: FuzzedSite) {
    this.#showIds = [...Array.from({ length: 8 }, () => liveId), draftId, 'show_none'];
  }

  next(random: Random): SiteQuestion {
    const session = this.#sessions.any(random);
    if (session && random() < 0.5) return askSession(session, random);
    const token = random() < 0.1 ? 't/made.up.token.x/' : '';
    const headers = { 'content-type': random() < 0.95 ? SDP : 'text/plain' };
    const path = `/whep/${token}${pick(random, this.#showIds)}`;
    return { method: 'POST', path, headers, body: spoilt(this.#offers, random) };
  }

  async after({ path }: SiteQuestion, { status, headers: { location, etag } }: SiteAnswer): Promise<void> {
    if (typeof etag !== 'string') return;
    if (OPENED.includes(status)) this.#sessions.learn(location?.toString(), etag);
    else if (status === 200) this.#sessions.learn(path, etag);
  }
}
