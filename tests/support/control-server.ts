import { Audience } from '#audience';
import { ControlPlane, type Rates, restModule } from '#broadcast';
import type { Database } from '#data';
import { silentLog, systemClock } from '#kernel';
import { WebServer } from '../../apps/server/src/web-server.js';
import { ApiClient } from './api-client.js';
import { FakeLiveShows } from './fake-live-shows.js';

/** REST over a real database and a real HTTP server; only the running side of shows is a fake. */
export class ControlServer {
  readonly origin: string;
  readonly plane: ControlPlane;
  readonly live: FakeLiveShows;
  /** `GET /api/v1/shows`, as Fastify knows them. */
  readonly routes: readonly string[];
  readonly #web: WebServer;

  static async create(database: Database, rates: Partial<Rates> = {}): Promise<ControlServer> {
    const stores = database.repositories;
    const live = new FakeLiveShows();
    const publicUrl = 'http://127.0.0.1';
    const clock = systemClock;
    const log = silentLog;
    const silent = () => undefined;
    const outbox = {
      count: () => 0,
      toShow: silent,
      toModerators: silent,
      toPerson: silent,
      endSession: silent,
    };
    const audience = new Audience({ stores, outbox, clock, log });
    const allowPrivateWebhooks = true;
    const plane = await ControlPlane.create({
      stores,
      live,
      audience,
      clock,
      log,
      publicUrl,
      profile: 'low',
      playbackLifetimeMs: 3_600_000,
      allowPrivateWebhooks,
    });
    const module = restModule({ plane, stores, clock, publicUrl, rates });
    const routes: string[] = [];
    const web = await WebServer.listen({
      module,
      host: '127.0.0.1',
      port: 0,
      trustProxy: false,
      log: silentLog,
      addRawRoutes: async (fastify) => {
        fastify.addHook('onRoute', ({ method, url }) => {
          for (const name of [method].flat()) if (name !== 'HEAD') routes.push(`${name} ${url}`);
        });
      },
    });
    return new ControlServer({ web, plane, live, routes });
  }

  private constructor(parts: {
    web: WebServer;
    plane: ControlPlane;
    live: FakeLiveShows;
    routes: readonly string[];
  }) {
    this.#web = parts.web;
    this.plane = parts.plane;
    this.live = parts.live;
    this.routes = parts.routes;
    this.origin = `http://127.0.0.1:${parts.web.port}`;
  }

  client(credential?: string): ApiClient {
    return new ApiClient(this.origin, credential);
  }

  /** A browser that opened the first-start link. */
  async owner(): Promise<{ client: ApiClient; showId: string }> {
    const link = await this.plane.firstStart.link();
    const client = this.client();
    const { body } = await client.post('/setup', { token: link?.split('/').pop() });
    return { client, showId: String(body.showId) };
  }

  async close(): Promise<void> {
    await this.#web.close();
    await this.plane.close();
    await this.plane.audience.close();
  }
}
