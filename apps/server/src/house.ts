import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { ControlPlane } from '#control';
import { Lifetime, type Log, type ProsceniumConfig, runFolder, systemClock } from '#kernel';
import { type ProgrammeProcesses, readinessChecks } from '#live';
import { createMetrics, type Metrics } from '#telemetry';
import { addHealth } from './http/health.js';
import { addPictures } from './http/pictures.js';
import { addSecurityHeaders } from './http/security-headers.js';
import { addOembed } from './http/shared-links/oembed.js';
import { sharedShows } from './http/shared-links/shared-show.js';
import { socialTags } from './http/shared-links/social-tags.js';
import { addWebPages } from './http/web-pages.js';
import { openRooms, type Rooms } from './rooms/open-rooms.js';
import { serverModule } from './server.module.js';
import { WebServer } from './web-server.js';

const WEB_FOLDER = join(import.meta.dirname, '..', '..', '..', 'web');

/** Everything of one process, opened in order and closed in the opposite one. */
export class House {
  readonly log: Log;
  readonly #rooms: Rooms;
  readonly #lifetime: Lifetime;

  private constructor(log: Log, rooms: Rooms, lifetime: Lifetime) {
    this.log = log;
    this.#rooms = rooms;
    this.#lifetime = lifetime;
  }

  static async open(config: ProsceniumConfig, log: Log, processes: ProgrammeProcesses): Promise<House> {
    const lifetime = new Lifetime();
    try {
      const metrics = createMetrics();
      const rooms = await openRooms({ config, clock: systemClock, log, metrics, lifetime, processes });
      const web = await listen(config, log, rooms, metrics);
      lifetime.adopt(() => web.close());
      return new House(log, rooms, lifetime);
    } catch (error) {
      await lifetime.close('could not open').catch(() => undefined);
      throw error;
    }
  }

  /** The link that makes the owner, until there is one with a password. */
  firstStartLink(): ReturnType<ControlPlane['firstStart']['link']> {
    return this.#rooms.control.firstStart.link();
  }

  /** Shows that were on air when the process before this one ended go on. */
  bringBack(): Promise<void> {
    return this.#rooms.bringBack();
  }

  close(): Promise<void> {
    return this.#lifetime.close('ended');
  }
}

function listen(config: ProsceniumConfig, log: Log, rooms: Rooms, metrics: Metrics): Promise<WebServer> {
  const { programme, publicUrl } = config;
  return WebServer.listen({
    module: serverModule(rooms),
    at: { socketPath: join(runFolder(config.dataDir), 'server.sock') },
    log,
    addRawRoutes: async (fastify: FastifyInstance) => {
      addSecurityHeaders(fastify, {
        embedFrameAncestors: config.embedFrameAncestors,
        edgeHosts: config.delivery.edges.map(({ host }) => host),
      });
      addPictures(fastify, rooms.control.pictures);
      addHealth(fastify, readinessChecks({ ...rooms, ffmpegPath: config.ffmpegPath, clock: systemClock }), {
        contentType: metrics.registry.contentType,
        metrics: () => {
          rooms.measure();
          return metrics.registry.metrics();
        },
      });
      const find = sharedShows(rooms.control, publicUrl);
      addOembed(fastify, { find, size: programme, publicUrl });
      await addWebPages(fastify, WEB_FOLDER, async (showId) => {
        const show = await find(showId);
        return show === undefined ? '' : socialTags(show, programme, publicUrl);
      });
    },
  });
}
