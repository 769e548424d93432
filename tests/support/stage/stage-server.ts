import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { guestError, type Log, type LogFields, silentLog, systemClock } from '#kernel';
import type { Role } from '#protocol';
import { type ProgrammePort, SignalGateway, Signaling, type SignalingPorts } from '#signaling';
import {
  iceServersFor,
  StageRegistry,
  type StageRegistryOptions,
  StageServices,
  type TurnSettings,
} from '#stage';
import { workerBinary } from './stages-under-test.js';

export interface StageServerOptions {
  workers?: number;
  participantHoldMs?: number;
  /** Then nothing passes but through it. */
  relay?: TurnSettings;
  settings?: StageRegistryOptions['settings'];
  /** Takes what captioners type. */
  caption?: ProgrammePort['caption'];
}

const closed = () => Promise.reject(guestError('programme-wrong-state', 'This server has a stage only.'));
const absent = new Proxy({}, { get: () => closed });

/** Real sockets, real signaling, real stage, real workers; tickets are `role:person` and there is no programme. */
export class StageServer {
  readonly url: string;
  readonly stages: StageRegistry;
  readonly services: StageServices;
  readonly banned = new Map<string, string>();
  /** What the server wrote down as its own fault. */
  readonly faults: readonly string[];
  readonly #app: NestFastifyApplication;

  static async create(options: StageServerOptions = {}): Promise<StageServer> {
    const faults: string[] = [];
    const log = logOfFaults(faults);
    const signaling = new Signaling({ clock: systemClock, log });
    const stages = await StageRegistry.create({
      workerBin: workerBinary(),
      workers: options.workers ?? 1,
      listenHost: '127.0.0.1',
      rtcPort: 0,
      outbox: signaling.hub,
      clock: systemClock,
      log,
      ...(options.settings === undefined ? {} : { settings: options.settings }),
    });
    class StageOnly {}
    Module({ providers: [{ provide: Signaling, useValue: signaling }, SignalGateway] })(StageOnly);
    const app = await NestFactory.create<NestFastifyApplication>(StageOnly, new FastifyAdapter(), {
      logger: ['error'],
    });
    // biome-ignore lint/correctness/useHookAtTopLevel: it is Nest, not a hook of React.
    app.useWebSocketAdapter(new IoAdapter(app));
    const server = new StageServer(app, stages, signaling, options, faults);
    await app.listen(0, '127.0.0.1');
    (server as { url: string }).url = await app.getUrl();
    return server;
  }

  private constructor(
    app: NestFastifyApplication,
    stages: StageRegistry,
    signaling: Signaling,
    options: StageServerOptions,
    faults: readonly string[],
  ) {
    this.#app = app;
    this.faults = faults;
    this.stages = stages;
    this.url = '';
    this.services = new StageServices({
      stages,
      outbox: signaling.hub,
      clock: systemClock,
      bans: {
        ban: async (_showId, { personId, name }) => void this.banned.set(personId, name),
        unban: async (_showId, personId) => void this.banned.delete(personId),
        list: async () => [...this.banned].map(([personId, name]) => ({ personId, name })),
      },
      ranks: { roleOf: async () => 'viewer' },
      findPresent: (showId, personId) => signaling.hub.findPresent(showId, personId),
      iceServers: (personId) => iceServersFor(options.relay, personId, systemClock.wallMs()),
      iceTransportPolicy: options.relay === undefined ? 'all' : 'relay',
      captionLines: (caller, end) => signaling.captionLines(caller, end),
      ...(options.participantHoldMs === undefined ? {} : { participantHoldMs: options.participantHoldMs }),
    });
    signaling.plug({
      tickets: { admit: async ({ ticket }) => this.#admit(ticket) },
      shows: {
        welcome: async () => ({ title: 'A stage', programme: undefined as never }),
        arrived: () => undefined,
        departed: () => undefined,
      },
      stage: this.services.stage,
      moderation: this.services.moderation,
      promotion: this.services.promotion,
      studio: this.services.studio,
      call: this.services.calls,
      shared: this.services.shared,
      data: this.services.data,
      programme: (options.caption === undefined
        ? absent
        : { caption: options.caption }) as SignalingPorts['programme'],
      audience: absent as SignalingPorts['audience'],
    });
  }

  /** How many transports the workers still have, by their own word, besides the transports for taps and the pipes. */
  async countTransports(): Promise<number> {
    const hubs = this.stages.stages.flatMap((stage) => stage.hubs);
    const dumps = await Promise.all(hubs.map((hub) => hub.countPageTransports()));
    return dumps.reduce((sum, count) => sum + count, 0);
  }

  async close(): Promise<void> {
    await this.#app.close();
    this.services.close();
    await this.stages.close();
  }

  #admit(ticket: string) {
    const [role, personId] = ticket.split(':');
    if (role === undefined || personId === undefined) throw guestError('ticket-invalid', 'Not a ticket.');
    if (this.banned.has(personId)) throw guestError('banned', 'You may not come in.');
    return { showId: 'show_1', personId, name: personId, role: role as Role };
  }
}

function logOfFaults(faults: string[]): Log {
  const error = (fact: string, { request = '', error: thrown }: LogFields = {}) => {
    const cause = thrown instanceof Error && thrown.cause !== undefined ? ` (${String(thrown.cause)})` : '';
    faults.push(`${fact} ${String(request)}: ${String(thrown)}${cause}`);
  };
  return { ...silentLog, error };
}
