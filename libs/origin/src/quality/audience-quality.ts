import type { IncomingMessage } from 'node:http';
import { browserOf } from './browser-of.js';
import { QualityGroups, type QualityGroupsJson } from './quality-groups.js';
import type { ViewingFacts } from './viewing-facts.js';

export interface AudienceQualityOptions {
  /** Hosts that count as an edge of their own. */
  edges: readonly { id: string; host: string }[];
  /** The header in which a CDN says the country of a viewer; lower case. */
  countryHeader?: string | undefined;
}

/** Shows with something untold; the one that was silent longest is forgotten. */
const MOST_SHOWS = 256;
const COUNTRY = /^[A-Za-z]{2}$/;
const PORT = /:\d+$/;
const DIRECT = 'direct';

/** What players say of their viewers, as histograms since they were taken last. */
export class AudienceQuality {
  readonly #options: AudienceQualityOptions;
  readonly #shows = new Map<string, QualityGroups>();

  constructor(options: AudienceQualityOptions) {
    this.#options = options;
  }

  add(showId: string, { headers }: Pick<IncomingMessage, 'headers'>, reports: readonly ViewingFacts[]): void {
    const groups = this.#groupsOf(showId);
    const browser = browserOf(headers['user-agent']);
    const country = this.#countryOf(headers);
    for (const facts of reports) {
      groups.of('all', '')?.add(facts);
      groups.of('browser', browser)?.add(facts);
      groups.of('edge', this.#edgeOf(facts.host ?? headers.host))?.add(facts);
      if (country !== undefined) groups.of('country', country)?.add(facts);
    }
  }

  /** What came since the last call; undefined when nothing did. */
  take(showId: string): QualityGroupsJson | undefined {
    const groups = this.#shows.get(showId);
    this.#shows.delete(showId);
    return groups === undefined || groups.isEmpty ? undefined : groups.toJson();
  }

  #groupsOf(showId: string): QualityGroups {
    const groups = this.#shows.get(showId) ?? new QualityGroups();
    this.#shows.delete(showId);
    this.#shows.set(showId, groups);
    for (const silent of this.#shows.keys()) {
      if (this.#shows.size <= MOST_SHOWS) break;
      this.#shows.delete(silent);
    }
    return groups;
  }

  #edgeOf(host: string | undefined): string {
    const name = host?.replace(PORT, '');
    return this.#options.edges.find((edge) => edge.host === name)?.id ?? DIRECT;
  }

  #countryOf(headers: IncomingMessage['headers']): string | undefined {
    const { countryHeader } = this.#options;
    const said = countryHeader === undefined ? undefined : headers[countryHeader];
    return typeof said === 'string' && COUNTRY.test(said) ? said.toUpperCase() : undefined;
  }
}
