import { chmodSync } from 'node:fs';
import type { Server as HttpServer } from 'node:http';
import type { Abstract, DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { SharedRedis } from '#cluster';
import { claimSocketPath, type Log, systemClock } from '#kernel';
import { IMAGE_LIMITS, IMAGE_TYPES, MEDIA_FILE_LIMITS } from '#show';
import type { Metrics, Traces } from '#telemetry';
import { readAwayAfterEarlyAnswers } from './http/early-answers.js';
import { ErrorFilter } from './http/error-filter.js';
import { NestLog } from './http/nest-log.js';
import { noteRequests } from './http/note-requests.js';
import { SocketAdapter } from './http/socket-adapter.js';
import { METRICS, TRACES } from './modules/tokens.js';

const BODY_LIMIT_BYTES = 1_048_576;
const HEADERS_TIMEOUT_MS = 15_000;
/** From the first byte to the last one of the body: an image of 2 MiB at half a megabit a second. */
const REQUEST_TIMEOUT_MS = 35_000;
/** How often Node looks for connections that are over their time. */
const LOOK_EVERY_MS = 2_000;

export interface WebServerOptions {
  module: DynamicModule;
  /** A socket that the front connects to, and it alone: what it says of visitors is believed. Tests take a port. */
  at: { socketPath: string } | { host: string; port: number };
  /** Whose X-Forwarded-For is believed; on a socket everybody's. */
  trustProxy?: false | string[];
  /** Tests do not wait as long as a slow upload may take. */
  requestTimeoutMs?: number;
  /** Shared with other nodes: their sockets are reached through it. */
  redis?: SharedRedis | undefined;
  log: Log;
  /** Routes that never pass Nest's pipeline: pages and uploads. */
  addRawRoutes(fastify: FastifyInstance, app: NestFastifyApplication): Promise<void>;
}

export class WebServer {
  /** 0 on a socket. */
  readonly port: number;
  readonly #app: NestFastifyApplication;

  private constructor(app: NestFastifyApplication, port: number) {
    this.#app = app;
    this.port = port;
  }

  /** Loads what Fastify would while it becomes ready. */
  static async load(): Promise<void> {
    await new FastifyAdapter().getInstance().ready();
  }

  static async listen(options: WebServerOptions): Promise<WebServer> {
    const adapter = new FastifyAdapter({
      bodyLimit: BODY_LIMIT_BYTES,
      trustProxy: 'socketPath' in options.at || (options.trustProxy ?? false),
      requestTimeout: options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS,
      http: { connectionsCheckingInterval: LOOK_EVERY_MS },
      routerOptions: { maxParamLength: 512 },
    });
    const app = await NestFactory.create<NestFastifyApplication>(options.module, adapter, {
      logger: new NestLog(options.log),
      abortOnError: false,
    });
    app.useWebSocketAdapter(new SocketAdapter(app, options.redis));
    app.useGlobalFilters(new ErrorFilter(options.log));
    const fastify = adapter.getInstance() as unknown as FastifyInstance;
    takeFiles(fastify);
    readAwayAfterEarlyAnswers(fastify, systemClock);
    const traces = app.get<Traces | null>(TRACES, { strict: false });
    noteRequests(fastify, options.log, app.get<Metrics>(METRICS, { strict: false }), traces);
    await options.addRawRoutes(fastify, app);
    await app.init();
    const server = app.getHttpServer() as HttpServer;
    // Node exchanges the two where the first is longer.
    server.headersTimeout = Math.min(HEADERS_TIMEOUT_MS, server.requestTimeout);
    await listenOn(app, options.at);
    const address = server.address();
    return new WebServer(app, typeof address === 'object' ? (address?.port ?? 0) : 0);
  }

  get<T>(token: Abstract<T> | symbol): T {
    return this.#app.get(token, { strict: false });
  }

  /** Takes no new connection, ends the open ones, then closes the modules, each before those that it imports. */
  async close(): Promise<void> {
    (this.#app.getHttpServer() as HttpServer).closeAllConnections();
    await this.#app.close();
  }
}

/** Parts of files that are sent in several requests. */
const PART_TYPE = 'application/octet-stream';

/** Only operations that expect a file take one; for the others it is a body that is no object. */
function takeFiles(fastify: FastifyInstance): void {
  fastify.addContentTypeParser(
    [...IMAGE_TYPES],
    { parseAs: 'buffer', bodyLimit: IMAGE_LIMITS.bytes },
    (_request, body, done) => done(null, body),
  );
  fastify.addContentTypeParser(
    PART_TYPE,
    { parseAs: 'buffer', bodyLimit: MEDIA_FILE_LIMITS.partBytes },
    (_request, body, done) => done(null, body),
  );
}

/** A socket of a killed server is replaced; only this user may open the new one. */
async function listenOn(app: NestFastifyApplication, at: WebServerOptions['at']): Promise<void> {
  try {
    if ('port' in at) await app.listen(at.port, at.host);
    else {
      await claimSocketPath(at.socketPath);
      await app.listen(at.socketPath);
      chmodSync(at.socketPath, 0o600);
    }
  } catch (error) {
    await app.close();
    throw error;
  }
}
