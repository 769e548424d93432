import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { CreateRateLimiter } from '#access';
import { RecordingAccess } from '#api';
import { SharedRedis } from '#cluster';
import { ControlPlane } from '#control';
import { Database, type LoadedDatabase } from '#data';
import { WhipEndpoint } from '#ingest';
import { type Log, type ProsceniumConfig, runFolder, systemClock } from '#kernel';
import { bringBack, type ClusterShows, OpenShows, RecordingList, StandbyShows } from '#live';
import { WhepService } from '#outputs';
import { StageRegistry } from '#stage';
import type { Preparation } from '#supervision';
import { openTraces, type Traces } from '#telemetry';
import { addImages } from './http/images.js';
import { addSecurityHeaders } from './http/security-headers.js';
import { addOembed } from './http/shared-links/oembed.js';
import { sharedClips } from './http/shared-links/shared-clip.js';
import { sharedShows } from './http/shared-links/shared-show.js';
import { socialTags } from './http/shared-links/social-tags.js';
import { addWebPages } from './http/web-pages.js';
import { addWhep } from './http/whep-routes.js';
import { addWhip } from './http/whip.js';
import type { BaseOptions } from './modules/base.module.js';
import { serverModule } from './modules/server.module.js';
import { CLUSTER, RATES } from './modules/tokens.js';
import { nodeNameOf } from './node-name.js';
import { VERSION } from './version.js';
import { WebServer } from './web-server.js';

/** Of a node that ends: a standby of each show elsewhere is in step by then. */
const DRAIN_WITHIN_MS = 30_000;
const WEB_FOLDER = join(import.meta.dirname, '..', '..', '..', 'web');

/** The whole server: its Nest modules behind one socket. */
export class ProsceniumServer {
  readonly #options: BaseOptions;
  readonly #web: WebServer;

  private constructor(options: BaseOptions, web: WebServer) {
    this.#options = options;
    this.#web = web;
  }

  /** Begins everything that takes time and needs neither the data folder nor a port. */
  static prepare({ databaseUrl: url }: ProsceniumConfig): Preparation<LoadedDatabase | undefined> {
    return {
      prepared: Database.load({ url }),
      done: Promise.all([Database.warmUp(), StageRegistry.load(), WebServer.load()]),
    };
  }

  static async open(options: BaseOptions): Promise<ProsceniumServer> {
    const { config, log } = options;
    const redis = openRedis(config, log);
    const traces = await openTracesOf(config, log);
    try {
      const web = await WebServer.listen({
        module: serverModule({ ...options, redis, traces }),
        at: { socketPath: join(runFolder(config.dataDir), 'server.sock') },
        redis,
        log,
        addRawRoutes: (fastify, app) => addRawRoutes(fastify, app, config, log),
      });
      return new ProsceniumServer({ ...options, redis, traces }, web);
    } catch (error) {
      redis?.close();
      await traces?.close();
      throw error;
    }
  }

  /** The link that makes the owner, until there is one with a password. */
  firstStartLink(): ReturnType<ControlPlane['firstStart']['link']> {
    return this.#web.get(ControlPlane).firstStart.link();
  }

  /** Shows that were on air when the process before this one ended go on. */
  async bringBack(): Promise<void> {
    const { repositories } = this.#web.get(Database);
    const cluster = this.#web.get<ClusterShows | null>(CLUSTER);
    if (cluster) {
      // Others may run some of them: it knows which.
      cluster.begin(this.#web.get(OpenShows), this.#web.get(StandbyShows));
      return;
    }
    await bringBack({
      shows: this.#web.get(OpenShows),
      store: repositories.shows,
      log: this.#options.log,
    });
  }

  /** In a cluster, other nodes go on with the shows before this one ends. */
  async close(): Promise<void> {
    await this.#web.get<ClusterShows | null>(CLUSTER)?.drain(DRAIN_WITHIN_MS);
    await this.#web.close();
    this.#options.redis?.close();
    await this.#options.traces?.close();
  }
}

/** A show does not depend on it. */
async function openTracesOf(config: ProsceniumConfig, log: Log): Promise<Traces | undefined> {
  const { url, authorization, share } = config.traces;
  if (url === undefined) return undefined;
  try {
    return await openTraces({
      ...{ url, authorization, share, log },
      version: VERSION,
      node: nodeNameOf(config),
    });
  } catch (error) {
    log.error('server.traces | could not be loaded', { error });
    return undefined;
  }
}

function openRedis({ redisUrl: url }: ProsceniumConfig, log: Log): SharedRedis | undefined {
  return url === undefined ? undefined : SharedRedis.open({ url, clock: systemClock, log });
}

async function addRawRoutes(
  fastify: FastifyInstance,
  app: NestFastifyApplication,
  { embedFrameAncestors, delivery, programme, publicUrl }: ProsceniumConfig,
  log: Log,
): Promise<void> {
  const control = app.get(ControlPlane, { strict: false });
  addSecurityHeaders(fastify, { embedFrameAncestors, edgeHosts: delivery.edges.map(({ host }) => host) });
  await addWhep(fastify, {
    service: app.get(WhepService, { strict: false }),
    createLimiter: app.get<CreateRateLimiter>(RATES, { strict: false }),
    log,
  });
  addImages(fastify, control.images);
  await addWhip(fastify, app.get(WhipEndpoint, { strict: false }));
  const find = sharedShows(control, publicUrl);
  const findClip = sharedClips({
    control,
    recordings: app.get(RecordingList, { strict: false }),
    access: app.get(RecordingAccess, { strict: false }),
    publicUrl,
  });
  addOembed(fastify, { find, size: programme, publicUrl, siteName: () => control.site.style.name });
  await addWebPages(fastify, WEB_FOLDER, {
    site: () => control.site.style,
    socialTagsFor: async (showId, clipId) => {
      const found = await find(showId);
      const clip = found && clipId !== undefined ? await findClip(found, showId, clipId) : undefined;
      const show = clip ?? found;
      return show === undefined
        ? ''
        : socialTags(show, { size: programme, publicUrl, siteName: control.site.style.name });
    },
  });
}
