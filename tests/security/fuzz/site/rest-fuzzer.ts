import { ALL_OPERATIONS } from '#api';
import { newId } from '#kernel';
import type { Random } from '../../../support/kernel/seeded-random.js';
import { NASTY } from '../mutate-json.js';
import { nearlyValid, VALID_BODIES } from '../valid-bodies.js';
import type { FuzzedSite } from './fuzzed-site.js';
import type { SiteAgent, SiteAnswer, SiteQuestion } from './site-agent.js';
import type { SiteFuzzer } from './site-fuzzer.js';
import { Tally } from './tally.js';

type Operation = (typeof ALL_OPERATIONS)[number];

/** What would end the run: the show that is watched, and the credentials of who sends. */
const LEFT_OUT = ['shows.goLive', 'shows.end', 'shows.delete', 'shows.openBackstage', 'session.signOut'];
const OF_VIEWERS = ['shows.watch', 'audience.heartbeat'];
const QUERY_NAMES = ['limit', 'after', 'before', 'order', 'state', 'q', '__proto__'];
/** What a creation leaves behind: it is taken away, or an hour fills the database. */
const TAKEN_AWAY: Record<string, string> = {
  'shows.create': '/shows/',
  'webhooks.create': '/webhooks/',
  'apiKeys.make': '/api-keys/',
};

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

/** Valid requests of every operation with one thing wrong, from people of every role. */
export class RestFuzzer implements SiteFuzzer {
  readonly tally = new Tally('REST', ['200', '201', '400', '422']);
  readonly lanes = 3;
  readonly perSecond: number;
  readonly #site: FuzzedSite;
  readonly #agent: SiteAgent;
  readonly #operations = ALL_OPERATIONS.filter(({ id }) => !LEFT_OUT.includes(id));
  readonly #created = new Map<SiteQuestion, string>();

  constructor(site: FuzzedSite, agent: SiteAgent, perSecond: number) {
    this.#site = site;
    this.#agent = agent;
    this.perSecond = perSecond;
  }

  async next(random: Random): Promise<SiteQuestion> {
    const operation = pick(random, this.#operations);
    const credential = pick(random, this.#site.credentials);
    const path = this.#pathOf(operation, random);
    const headers: Record<string, string> = {};
    if (credential !== undefined) headers.authorization = `Bearer ${credential}`;
    if (operation.isVersioned) headers['if-match'] = await this.#versionOf(path, random);
    const question: SiteQuestion = { method: operation.method, path, headers };
    const valid = VALID_BODIES[operation.id];
    if (valid !== undefined) {
      headers['content-type'] = 'application/json';
      question.body = JSON.stringify(nearlyValid(valid, random));
    }
    const taken = TAKEN_AWAY[operation.id];
    if (taken !== undefined) this.#created.set(question, taken);
    return question;
  }

  async after(question: SiteQuestion, { status, body }: SiteAnswer): Promise<void> {
    const below = this.#created.get(question);
    this.#created.delete(question);
    if (below === undefined || status !== 201) return;
    const { id } = JSON.parse(body) as { id?: string };
    const headers = { authorization: `Bearer ${this.#site.ownerKey}` };
    await this.#agent.ask({ method: 'DELETE', path: `/api/v1${below}${id}`, headers }, '198.51.100.200');
  }

  #pathOf({ id, path, method }: Operation, random: Random): string {
    const { liveId, draftId } = this.#site;
    // Only the draft is changed by people who may: the live show is what the honest viewer watches.
    const mayBeLive = method === 'GET' || OF_VIEWERS.includes(id);
    const showId = pick(random, [mayBeLive ? liveId : draftId, draftId, draftId, newId('show')]);
    const odd = ['%00', 'x'.repeat(300), '__proto__', 'show_%F0%9F%92%A9', newId('none')];
    const filled = path.replace(':showId', showId).replaceAll(/:\w+/g, () => pick(random, odd));
    if (method !== 'GET' || random() < 0.5) return `/api/v1${filled}`;
    const value = (JSON.stringify(pick(random, NASTY)) ?? '').slice(0, 2_000);
    return `/api/v1${filled}?${pick(random, QUERY_NAMES)}=${encodeURIComponent(value.replace(/\p{Cs}/gu, ''))}`;
  }

  /** Mostly the version that is there, so that the change is made. */
  async #versionOf(path: string, random: Random): Promise<string> {
    if (random() < 0.2) return '"1"';
    const headers = { authorization: `Bearer ${this.#site.ownerKey}` };
    const answer = await this.#agent.ask({ method: 'GET', path, headers }, '198.51.100.201');
    return String(answer.headers.etag ?? '"1"');
  }
}
