import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { Audience } from '#audience';
import { Database } from '#data';
import type { Clock, ProsceniumConfig } from '#kernel';
import { FrontDirectory, OpenShows, readinessChecks, ShowQualities } from '#live';
import { StageRegistry } from '#stage';
import { type Metrics, measureRooms } from '#telemetry';
import { HealthController, METRICS_TEXT, READINESS } from '../http/health.controller.js';
import { AudienceModule } from './audience.module.js';
import { DataModule } from './data.module.js';
import { FrontModule } from './front.module.js';
import { LiveModule } from './live.module.js';
import { QualityModule } from './quality.module.js';
import { StageModule } from './stage.module.js';
import { CLOCK, CONFIG, METRICS } from './tokens.js';

/** Whether the process answers, whether it can carry a show, and what its rooms count. */
@Module({
  imports: [
    TerminusModule.forRoot({ logger: false }),
    AudienceModule,
    DataModule,
    StageModule,
    LiveModule,
    FrontModule,
    QualityModule,
  ],
  controllers: [HealthController],
  providers: [
    {
      provide: READINESS,
      inject: [CONFIG, CLOCK, Database, StageRegistry],
      useFactory: (
        { ffmpegPath }: ProsceniumConfig,
        clock: Clock,
        database: Database,
        stages: StageRegistry,
      ) => readinessChecks({ database, stages, ffmpegPath, clock }),
    },
    {
      provide: METRICS_TEXT,
      inject: [METRICS, OpenShows, StageRegistry, FrontDirectory, Audience, ShowQualities],
      useFactory: (
        metrics: Metrics,
        shows: OpenShows,
        stages: StageRegistry,
        front: FrontDirectory,
        { counting }: Audience,
        qualities: ShowQualities,
      ) => ({
        contentType: metrics.registry.contentType,
        read: () => {
          const viewersOf = (showId: string) => counting.figures(showId).current;
          measureRooms(metrics, { shows, stages, front, qualities, viewersOf });
          return metrics.registry.metrics();
        },
      }),
    },
  ],
})
export class HealthModule {}
