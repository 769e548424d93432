import { join } from 'node:path';
import { Lifetime } from '#kernel';
import { PostgresServer } from '../../../support/data/postgres-server.js';
import { freePort } from '../../../support/kernel/free-port.js';
import { waitFor } from '../../../support/kernel/wait-for.js';
import { ServerUnderTest } from '../../../support/server/server-under-test.js';
import { signedInOwner } from '../../../support/server/signed-in-owner.js';
import { SMALL_PROGRAMME } from '../../../support/server/small-programme.js';
import { SiteAgent } from './site-agent.js';

const COLLECT = join(import.meta.dirname, '..', 'collect-garbage.mjs');
const PLAYABLE_WITHIN_MS = 60_000;
const LIFETIME_SECONDS = 86_400;
/** Who sends messages of signaling: what a role may not do is refused, so each reaches other code. */
const SENDERS = ['co-host', 'co-host', 'guest', 'guest', 'moderator', 'viewer'] as const;

/** A real site with a show on air, one that never was, and people of every role. */
export class FuzzedSite {
  readonly server: ServerUnderTest;
  readonly liveId: string;
  readonly draftId: string;
  readonly ownerKey: string;
  /** Of the live show, for the senders of messages; and of another show, for an honest host. */
  readonly senderTickets: readonly string[];
  readonly honestTicket: string;
  /** Of encoders. */
  readonly ports: { rtmpPort: number; srtPort: number };
  /** Of who sends requests: an account's key, tickets of the draft show, a false one, none. */
  readonly credentials: readonly (string | undefined)[];
  readonly #lifetime: Lifetime;

  private constructor(
    parts: Pick<
      FuzzedSite,
      'server' | 'liveId' | 'draftId' | 'ownerKey' | 'senderTickets' | 'honestTicket' | 'ports'
    >,
    credentials: readonly (string | undefined)[],
    lifetime: Lifetime,
  ) {
    this.server = parts.server;
    this.liveId = parts.liveId;
    this.draftId = parts.draftId;
    this.ownerKey = parts.ownerKey;
    this.senderTickets = parts.senderTickets;
    this.honestTicket = parts.honestTicket;
    this.ports = parts.ports;
    this.credentials = credentials;
    this.#lifetime = lifetime;
  }

  /** The database is a process of its own: what it keeps does not count as the server's memory. */
  static async open(): Promise<FuzzedSite> {
    const lifetime = new Lifetime();
    try {
      const postgres = await PostgresServer.create();
      lifetime.adopt(() => postgres.close());
      const ports = { rtmpPort: await freePort(), srtPort: await freePort() };
      const server = await ServerUnderTest.start({
        env: {
          ...SMALL_PROGRAMME,
          DATABASE_URL: postgres.url,
          PROSCENIUM_INGEST_RTMP_PORT: String(ports.rtmpPort),
          PROSCENIUM_INGEST_SRT_PORT: String(ports.srtPort),
          PROSCENIUM_DELIVERY_FRONT_ROW_VIEWERS: '60',
          // Full long before memory is judged: what the programme holds grows until then.
          PROSCENIUM_DELIVERY_REWIND_MINUTES: '5',
          PROSCENIUM_LOG_LEVEL: 'error',
          PROSCENIUM_TRUSTED_PROXIES: '127.0.0.1',
        },
        nodeArgs: ['--import', COLLECT],
      });
      lifetime.adopt(() => server.dispose());
      return await FuzzedSite.#with(server, ports, lifetime);
    } catch (error) {
      await lifetime.close('could not open').catch(() => undefined);
      throw error;
    }
  }

  static async #with(
    server: ServerUnderTest,
    ports: FuzzedSite['ports'],
    lifetime: Lifetime,
  ): Promise<FuzzedSite> {
    const { owner, showId: draftId } = await signedInOwner(server);
    const make = async (title: string): Promise<string> => (await owner.post('/shows', { title })).body.id;
    const ticket = async (showId: string, role: string): Promise<string> =>
      (await owner.post(`/shows/${showId}/tickets`, { role, name: role, lifetimeSeconds: LIFETIME_SECONDS }))
        .body.ticket;
    const liveId = await make('On air');
    const ownerKey = String((await owner.post('/api-keys', { name: 'fuzz' })).body.secret);
    const live = await owner.post(`/shows/${liveId}/live`);
    if (live.status !== 200) throw new Error(`not live: ${live.status} ${JSON.stringify(live.body)}`);
    const senderTickets: string[] = [];
    for (const role of SENDERS) senderTickets.push(await ticket(liveId, role));
    const honestTicket = await ticket(await make('Of honest people'), 'host');
    const drafts = [];
    for (const role of ['host', 'moderator', 'viewer']) drafts.push(await ticket(draftId, role));
    const agent = new SiteAgent(server.url, 1);
    await waitFor('the show to be playable', PLAYABLE_WITHIN_MS, async () => {
      const { status } = await agent.ask({ method: 'GET', path: `/live/${liveId}/index.m3u8` }, '');
      return status === 200;
    });
    agent.close();
    return new FuzzedSite(
      { server, liveId, draftId, ownerKey, senderTickets, honestTicket, ports },
      [ownerKey, ...drafts, undefined, `${drafts[0]}x`],
      lifetime,
    );
  }

  async close(): Promise<void> {
    await this.#lifetime.close('the fuzzing is over');
  }
}
