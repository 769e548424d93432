import { type DynamicModule, Module } from '@nestjs/common';
import type { CreateRateLimiter } from '#access';
import { restModuleAsync } from '#api';
import { ControlPlane } from '#control';
import { Database } from '#data';
import type { Clock, ProsceniumConfig } from '#kernel';
import { RecordingList, ShowQualities } from '#live';
import { JobQueue } from '#outputs';
import { type BaseOptions, baseModule } from './base.module.js';
import { BranchesModule } from './branches.module.js';
import { ControlModule } from './control.module.js';
import { DataModule } from './data.module.js';
import { HealthModule } from './health.module.js';
import { InputsModule } from './inputs.module.js';
import { OutputsModule } from './outputs.module.js';
import { PagesModule } from './pages.module.js';
import { QualityModule } from './quality.module.js';
import { RelayModule } from './relay.module.js';
import { RestreamModule } from './restream.module.js';
import { RulesModule } from './rules.module.js';
import { CLOCK, CONFIG, RATES } from './tokens.js';
import { WhepModule } from './whep.module.js';

@Module({})
class ServerModule {}

const rest = restModuleAsync({
  imports: [ControlModule, DataModule, OutputsModule, QualityModule],
  inject: [ControlPlane, Database, CLOCK, CONFIG, RecordingList, JobQueue, ShowQualities, RATES],
  useFactory: (
    plane: ControlPlane,
    { repositories: stores }: Database,
    clock: Clock,
    { publicUrl, ingest }: ProsceniumConfig,
    recordings: RecordingList,
    jobs: JobQueue,
    figures: ShowQualities,
    createRateLimiter: CreateRateLimiter,
  ) => ({
    plane,
    stores,
    clock,
    publicUrl,
    recordings,
    jobs,
    figures,
    nodes: stores.nodes,
    createRateLimiter,
    inputPorts: { rtmp: ingest.rtmpPort, rtmps: ingest.rtmpsPort, srt: ingest.srtPort },
  }),
});

/** The composition root: one module for each room, and who connects them. */
export const serverModule = (options: BaseOptions): DynamicModule => ({
  module: ServerModule,
  imports: [
    baseModule(options),
    rest,
    PagesModule,
    InputsModule,
    RulesModule,
    HealthModule,
    BranchesModule,
    RelayModule,
    WhepModule,
    RestreamModule,
  ],
});
