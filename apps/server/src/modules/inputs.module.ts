import { join } from 'node:path';
import { Inject, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { CreateRateLimiter } from '#access';
import { ControlPlane } from '#control';
import { Database } from '#data';
import { EncoderSessions, INGEST_HEARTBEAT, type NodePlaces, WhipEndpoint } from '#ingest';
import {
  type ChannelListener,
  type Clock,
  type Log,
  listenChannels,
  type ProsceniumConfig,
  runFolder,
} from '#kernel';
import { type ClusterShows, FrontDirectory, LiveInputs, OpenShows } from '#live';
import type { EncoderProcess } from './base.module.js';
import { ClusterModule } from './cluster.module.js';
import { ControlModule } from './control.module.js';
import { DataModule } from './data.module.js';
import { LiveModule } from './live.module.js';
import { CLOCK, CLUSTER, CONFIG, ENCODER_PROCESS, LOG, RATES } from './tokens.js';

/** The process for encoders is there in half a second; an input without it is better than none. */
const LISTENING_WITHIN_MS = 5_000;

/** What sends without being a page of ours. */
@Module({
  imports: [DataModule, LiveModule, ControlModule, ClusterModule],
  providers: [
    {
      provide: LiveInputs,
      inject: [OpenShows, Database, CLOCK, LOG],
      useFactory: (shows: OpenShows, { repositories }: Database, clock: Clock, log: Log) =>
        new LiveInputs({ shows, find: (inputId) => repositories.inputs.find(inputId), clock, log }),
    },
    {
      provide: WhipEndpoint,
      inject: [ControlPlane, LiveInputs, RATES, LOG],
      useFactory: (
        { inputs }: ControlPlane,
        places: LiveInputs,
        createRateLimiter: CreateRateLimiter,
        log: Log,
      ) => new WhipEndpoint({ inputs, places, createRateLimiter, log }),
    },
  ],
  exports: [WhipEndpoint],
})
export class InputsModule implements OnModuleInit, OnApplicationShutdown {
  #encoders: ChannelListener | undefined;
  #onListening: () => void = () => undefined;
  readonly #listening = new Promise<void>((resolve) => {
    this.#onListening = resolve;
  });

  constructor(
    @Inject(CONFIG) private readonly config: ProsceniumConfig,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
    @Inject(ControlPlane) private readonly control: ControlPlane,
    @Inject(LiveInputs) private readonly live: LiveInputs,
    @Inject(WhipEndpoint) private readonly whip: WhipEndpoint,
    @Inject(ENCODER_PROCESS) private readonly process: EncoderProcess,
    @Inject(CLUSTER) private readonly cluster: ClusterShows | null,
    @Inject(ModuleRef) private readonly modules: ModuleRef,
  ) {}

  async onModuleInit(): Promise<void> {
    const { control, live } = this;
    const { events } = control.inputs;
    control.inputs.readStatus((input) => live.statusOf(input));
    events.on('placed', (input) => live.placed(input));
    events.on('rotated', (input) => live.cut(input, 'rotated'));
    events.on('removed', (input) => live.cut(input, 'removed'));
    await this.#takeEncoders();
    control.inputs.beforeAnswer(() => this.#startEncoders());
    // An encoder may come to another node than the one where its input was made.
    if (this.cluster !== null || (await control.inputs.hasAny())) this.process.takeEncoders();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#encoders?.close();
    this.whip.close();
    this.live.close();
  }

  /** Resolves when its ports are open, or when it is too late for them to be waited for. */
  async #startEncoders(): Promise<void> {
    const { rtmpPort, rtmpsPort, srtPort } = this.config.ingest;
    if (rtmpPort + rtmpsPort + srtPort === 0) return;
    this.process.takeEncoders();
    await Promise.race([this.#listening, this.clock.sleep(LISTENING_WITHIN_MS)]);
  }

  /** The directory that also leads pages to the node of a show. */
  #nodes(): NodePlaces | undefined {
    if (this.cluster === null) return undefined;
    return { placeOf: (showId) => this.modules.get(FrontDirectory, { strict: false }).placeOf(showId) };
  }

  /** The process that takes encoders asks here whose they are. */
  async #takeEncoders(): Promise<void> {
    const { config, clock, log, live, control } = this;
    const path = join(runFolder(config.dataDir), 'ingest.sock');
    this.#encoders = await listenChannels(
      path,
      (channel) => {
        const listening = (ports: { rtmp: number; rtmps: number; srt: number }) => {
          log.info('server.ingest | takes encoders', ports);
          this.#onListening();
        };
        const { inputs } = control;
        const { srtSecret } = inputs;
        const nodes = this.#nodes();
        new EncoderSessions({ channel, inputs, places: live, nodes, srtSecret, listening, clock, log });
      },
      { clock, heartbeat: INGEST_HEARTBEAT },
    );
  }
}
