import type { Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { FastifyInstance } from 'fastify';
import { type Log, ShowError } from '#kernel';
import { ErrorFilter } from './http/error-filter.js';
import { NestLog } from './http/nest-log.js';

const BODY_LIMIT_BYTES = 1_048_576;
/** A message of the contract is 64 KiB at most; the frame around it needs a little more. */
const SOCKET_MESSAGE_LIMIT_BYTES = 70_000;
const HEADERS_TIMEOUT_MS = 15_000;

export interface WebServerOptions {
  module: DynamicModule;
  host: string;
  port: number;
  trustProxy: boolean;
  log: Log;
  /** Routes that never pass Nest's pipeline: media, pages, health. */
  addRawRoutes(fastify: FastifyInstance): Promise<void>;
}

type CreateServer = Parameters<IoAdapter['createIOServer']>;

class SocketAdapter extends IoAdapter {
  override createIOServer(...[port, options]: CreateServer): ReturnType<IoAdapter['createIOServer']> {
    return super.createIOServer(port, {
      ...(options as NonNullable<typeof options>),
      maxHttpBufferSize: SOCKET_MESSAGE_LIMIT_BYTES,
      perMessageDeflate: false,
      serveClient: false,
    });
  }
}

export class WebServer {
  readonly port: number;
  readonly #app: NestFastifyApplication;

  private constructor(app: NestFastifyApplication, port: number) {
    this.#app = app;
    this.port = port;
  }

  static async listen(options: WebServerOptions): Promise<WebServer> {
    const adapter = new FastifyAdapter({
      bodyLimit: BODY_LIMIT_BYTES,
      trustProxy: options.trustProxy,
      routerOptions: { maxParamLength: 512 },
    });
    const app = await NestFactory.create<NestFastifyApplication>(options.module, adapter, {
      logger: new NestLog(options.log),
      abortOnError: false,
    });
    app.useWebSocketAdapter(new SocketAdapter(app));
    app.useGlobalFilters(new ErrorFilter(options.log));
    await options.addRawRoutes(adapter.getInstance() as unknown as FastifyInstance);
    await app.init();
    const server = app.getHttpServer() as HttpServer;
    server.headersTimeout = HEADERS_TIMEOUT_MS;
    await listenOn(app, options);
    return new WebServer(app, (server.address() as AddressInfo).port);
  }

  /** Takes no new connection, ends the open ones. */
  async close(): Promise<void> {
    (this.#app.getHttpServer() as HttpServer).closeAllConnections();
    await this.#app.close();
  }
}

async function listenOn(app: NestFastifyApplication, { host, port }: WebServerOptions): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    await app.close();
    throw listenError(error as NodeJS.ErrnoException, host, port);
  }
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const because: Record<string, string> = {
    EADDRINUSE: `Port ${port} is taken by another program. Set PORT to a free one, for example: PORT=3001 npm start`,
    EACCES: `Port ${port} needs more rights than this user has. Set PORT to one above 1023.`,
    EADDRNOTAVAIL: `This machine has no address ${host}. Set HOST to one that it has.`,
  };
  const message = because[error.code ?? ''];
  if (message === undefined) return error;
  return new ShowError({ code: 'cannot-listen', message, blame: 'config', cause: error });
}
