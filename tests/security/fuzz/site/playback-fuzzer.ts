import { newId } from '#kernel';
import { parseMediaPlaylist, parseMultivariantPlaylist } from '#media';
import type { Random } from '../../../support/kernel/seeded-random.js';
import type { FuzzedSite } from './fuzzed-site.js';
import type { SiteAgent, SiteQuestion } from './site-agent.js';
import type { SiteFuzzer } from './site-fuzzer.js';
import { Tally } from './tally.js';

const EDGE_KNOWN_FOR = 50;
const ODD_VALUES = ['', '-1', '1e99', 'NaN', '99999999999999999999', '%00', 'YES', 'x'.repeat(600), '../..'];
const NAMES = ['_HLS_msn', '_HLS_part', '_HLS_skip', '_HLS_report', 'token', '__proto__'];
const ODD_FILES = ['index.m3u8', 'steering.json', '%2e%2e/x', '', 'v720/init-1.mp4', '.m3u8'];
const VISITOR = '198.51.100.202';

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

interface Edge {
  renditions: string[];
  /** Addresses of parts, segments and heads that are or were there. */
  media: string[];
  mediaSequence: number;
}

/** Playback of a live show, of one that was never on air, and of an address of nobody, with odd directives. */
export class PlaybackFuzzer implements SiteFuzzer {
  readonly tally = new Tally('playback', ['200', '404']);
  readonly lanes = 4;
  readonly perSecond: number;
  readonly #site: FuzzedSite;
  readonly #agent: SiteAgent;
  #edge: Edge = { renditions: [], media: [], mediaSequence: 0 };
  #age = EDGE_KNOWN_FOR;

  constructor(site: FuzzedSite, agent: SiteAgent, perSecond: number) {
    this.#site = site;
    this.#agent = agent;
    this.perSecond = perSecond;
  }

  async next(random: Random): Promise<SiteQuestion> {
    this.#age += 1;
    if (this.#age > EDGE_KNOWN_FOR) await this.#look();
    const { liveId, draftId } = this.#site;
    const showId = pick(random, [liveId, liveId, liveId, draftId, newId('show'), '__proto__']);
    const path = `/live/${random() < 0.1 ? `t/${pick(random, ODD_VALUES)}/` : ''}${showId}`;
    const range = `bytes=${pick(random, ODD_VALUES)}-${pick(random, ODD_VALUES)}`;
    return {
      method: random() < 0.9 ? 'GET' : pick(random, ['HEAD', 'OPTIONS', 'POST', 'PUT']),
      path: `${path}/${this.#file(random)}${this.#query(random)}`,
      headers: random() < 0.2 ? { range } : {},
    };
  }

  #file(random: Random): string {
    const { renditions, media } = this.#edge;
    const chance = random();
    if (chance < 0.5 && renditions.length > 0) return pick(random, renditions);
    if (chance < 0.8 && media.length > 0) {
      const uri = pick(random, media);
      // Another number of the same form: a part ahead, one long gone.
      return random() < 0.5 ? uri : uri.replace(/\d+/g, () => String(Math.floor(random() * 1e6)));
    }
    return pick(random, ODD_FILES);
  }

  #query(random: Random): string {
    const near = () => String(this.#edge.mediaSequence + Math.floor(random() * 8) - 3);
    const value = () => (random() < 0.5 ? near() : pick(random, ODD_VALUES));
    const pairs = Array.from({ length: Math.floor(random() * 4) }, () => `${pick(random, NAMES)}=${value()}`);
    return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
  }

  async #look(): Promise<void> {
    this.#age = 0;
    const base = `/live/${this.#site.liveId}`;
    const get = (path: string) => this.#agent.ask({ method: 'GET', path }, VISITOR);
    const top = await get(`${base}/index.m3u8`);
    if (top.status !== 200) return;
    const { variants, audio } = parseMultivariantPlaylist(top.body);
    const renditions = [...variants, ...audio].map(({ uri }) => uri);
    const lists = await Promise.all(renditions.map((uri) => get(`${base}/${uri}`)));
    const playlists = lists
      .filter(({ status }) => status === 200)
      .map(({ body }) => parseMediaPlaylist(body));
    const media = playlists.flatMap(({ segments, open }) => [
      ...segments.slice(-4).flatMap(({ uri, parts = [] }) => [uri, ...parts.map((part) => part.uri)]),
      ...(open?.parts ?? []).map(({ uri }) => uri),
    ]);
    const newest = Math.max(...playlists.map((each) => each.mediaSequence + each.segments.length));
    this.#edge = { renditions, media, mediaSequence: newest };
  }
}
