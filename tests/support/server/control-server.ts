import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { type CreateRateLimiter, memoryRateLimiter } from '#access';
import { type Jobs, type Rates, restModule } from '#api';
import { Audience } from '#audience';
import { ControlPlane, ShowRanks } from '#control';
import type { Database } from '#data';
import { silentLog, systemClock } from '#kernel';
import { StageBans, TicketCheck } from '#live';
import type { Role } from '#protocol';
import { type AudienceFigures, ImageStore, MediaFileStore, type Recordings } from '#show';
import { SignalGateway, Signaling, type SignalingLimits, type SignalingPorts } from '#signaling';
import { createMetrics } from '#telemetry';
import { METRICS, TRACES } from '../../../apps/server/src/modules/tokens.js';
import { WebServer } from '../../../apps/server/src/web-server.js';
import { temporaryFolder } from '../kernel/temporary-folder.js';
import { ApiClient } from './api-client.js';
import { FakeLiveShows } from './fake-live-shows.js';

const OWNER = { name: 'Owner', email: 'owner@example.org', password: 'a stage and its audience' };

/** Lets everybody through and does nothing: who gets here is the question, not what happens then. */
const open = <T extends object>(known: Partial<T> = {}) =>
  new Proxy(known, { get: (target, name) => Reflect.get(target, name) ?? (async () => []) }) as T;

const noJobs: Jobs = {
  list: async () => [],
  cancel: async () => undefined,
  retry: async () => undefined,
  removeOf: async () => undefined,
  addClip: async () => undefined,
};
const noRecordings: Recordings = {
  of: async () => [],
  find: async () => undefined,
  captionsOf: async () => undefined,
  remove: () => undefined,
  edit: () => true,
  removeClip: () => undefined,
};

const noFigures: AudienceFigures = {
  quality: async () => ({ all: null, edges: [], browsers: [], countries: [] }),
};

/** REST and sockets over a real database and a real HTTP server; only the running side of shows is a fake. */
export class ControlServer {
  readonly origin: string;
  readonly plane: ControlPlane;
  readonly live: FakeLiveShows;
  /** Who has another role on stage than the ticket says. */
  readonly stageRoles: Map<string, Role>;
  /** `GET /api/v1/shows`, as Fastify knows them. */
  readonly routes: readonly string[];
  readonly #web: WebServer;
  readonly #folder: { remove(): void };

  static async create(
    database: Database,
    rates: Partial<Rates> = {},
    {
      limits = {},
      requestTimeoutMs,
      createRateLimiter = memoryRateLimiter,
      mail = {},
    }: {
      limits?: Partial<SignalingLimits>;
      requestTimeoutMs?: number;
      createRateLimiter?: CreateRateLimiter;
      mail?: { smtpUrl?: string; from?: string };
    } = {},
  ): Promise<ControlServer> {
    const stores = database.repositories;
    const live = new FakeLiveShows();
    const publicUrl = 'http://127.0.0.1';
    const clock = systemClock;
    const log = silentLog;
    const signaling = new Signaling({ clock, log, limits });
    const stageRoles = new Map<string, Role>();
    const ranks = new ShowRanks({
      ...stores,
      grants: stores.roleGrants,
      stage: {
        given: (_showId, personId) => stageRoles.get(personId),
        present: (showId, personId) => signaling.hub.findPresent(showId, personId)?.role,
      },
    });
    const audience = new Audience({ stores, outbox: signaling.hub, ranks, clock, log });
    const allowPrivateWebhooks = true;
    const folder = temporaryFolder();
    const images = new ImageStore({ folder: folder.path });
    const mediaFiles = new MediaFileStore(folder.path, () => Promise.reject(new Error('no FFmpeg here')));
    const plane = await ControlPlane.create({
      stores,
      live,
      audience,
      ranks,
      images,
      mediaFiles,
      clock,
      log,
      publicUrl,
      profile: 'low',
      playbackLifetimeMs: 3_600_000,
      allowPrivateWebhooks,
      allowPrivateOutputs: true,
      mail,
    });
    plugSockets(signaling, plane, stageRoles);
    class Everything {}
    Module({})(Everything);
    const module = {
      module: Everything,
      imports: [
        restModule({
          ...{ plane, stores, clock, publicUrl, rates, createRateLimiter },
          ...{ recordings: noRecordings, figures: noFigures, jobs: noJobs, nodes: stores.nodes },
        }),
      ],
      providers: [
        { provide: Signaling, useValue: signaling },
        { provide: METRICS, useValue: createMetrics({ version: 'test' }) },
        { provide: TRACES, useValue: null },
        SignalGateway,
      ],
    };
    const routes: string[] = [];
    const web = await WebServer.listen({
      module,
      at: { host: '127.0.0.1', port: 0 },
      trustProxy: ['127.0.0.1'],
      ...(requestTimeoutMs === undefined ? {} : { requestTimeoutMs }),
      log: silentLog,
      addRawRoutes: async (fastify) => {
        fastify.addHook('onRoute', ({ method, url }) => {
          for (const name of [method].flat()) if (name !== 'HEAD') routes.push(`${name} ${url}`);
        });
      },
    });
    return new ControlServer({ web, plane, live, stageRoles, routes, folder });
  }

  private constructor(parts: {
    web: WebServer;
    plane: ControlPlane;
    live: FakeLiveShows;
    stageRoles: Map<string, Role>;
    routes: readonly string[];
    folder: { remove(): void };
  }) {
    this.#folder = parts.folder;
    this.#web = parts.web;
    this.plane = parts.plane;
    this.live = parts.live;
    this.stageRoles = parts.stageRoles;
    this.routes = parts.routes;
    this.origin = `http://127.0.0.1:${parts.web.port}`;
  }

  client(credential?: string): ApiClient {
    return new ApiClient(this.origin, credential);
  }

  /** A browser that made the owner by the first-start link. */
  async owner(): Promise<{ client: ApiClient; showId: string }> {
    const link = await this.plane.firstStart.link();
    const client = this.client();
    const { body } = await client.post('/setup', { token: link?.split('/').pop(), ...OWNER });
    return { client, showId: String(body.showId) };
  }

  async close(): Promise<void> {
    await this.#web.close();
    await this.plane.close();
    await this.plane.audience.close();
    this.#folder.remove();
  }
}

/** Real tickets, bans and audience; stage and programme only let in. */
function plugSockets(
  signaling: Signaling,
  { tickets, audience, ranks }: ControlPlane,
  stageRoles: ReadonlyMap<string, Role>,
): void {
  const bans = new StageBans(audience.moderation);
  signaling.plug({
    tickets: new TicketCheck({
      read: (text) => tickets.read(text),
      roleOf: (ticket) => ranks.lastingRole(ticket),
      isBanned: (showId, person) => bans.isBanned(showId, person),
      admitted: (showId, person) => audience.admitted(showId, person),
    }),
    shows: {
      welcome: async () => ({ title: 'A show', programme: undefined as never }),
      arrived: () => undefined,
      departed: () => undefined,
    },
    stage: open<SignalingPorts['stage']>({ findRole: (_showId, personId) => stageRoles.get(personId) }),
    data: open(),
    moderation: open(),
    promotion: open(),
    studio: open(),
    call: open(),
    shared: open(),
    programme: open(),
    audience,
  });
}
