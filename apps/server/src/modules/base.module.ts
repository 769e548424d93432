import { type DynamicModule, Global, Module } from '@nestjs/common';
import { memoryRateLimiter, redisRateLimiter } from '#access';
import type { SharedRedis } from '#cluster';
import type { LoadedDatabase } from '#data';
import { type Clock, type Log, type ProsceniumConfig, systemClock } from '#kernel';
import type { NodeLink, ProgrammeProcesses } from '#live';
import { createMetrics, type Metrics, type Traces } from '#telemetry';
import { nodeNameOf } from '../node-name.js';
import { VERSION } from '../version.js';
import {
  CLOCK,
  CONFIG,
  ENCODER_PROCESS,
  LOADED_DATABASE,
  LOG,
  METRICS,
  NODE_LINK,
  OUTPUTS_STARTER,
  PROCESSES,
  RATES,
  REDIS,
  TRACES,
} from './tokens.js';

/** Starts the process that takes encoders. Asked for again while it runs, nothing happens. */
export interface EncoderProcess {
  takeEncoders(): void;
}

/** Starts the process of the outputs. Asked for again while it runs, nothing happens. */
export interface OutputsStarter {
  startOutputs(): void;
}

export interface BaseOptions {
  config: ProsceniumConfig;
  log: Log;
  processes: ProgrammeProcesses & NodeLink & EncoderProcess & OutputsStarter;
  loadedDatabase?: LoadedDatabase | undefined;
  redis?: SharedRedis | undefined;
  traces?: Traces | undefined;
}

const ratesIn = (redis: SharedRedis) =>
  redisRateLimiter({ client: redis.prompt, isAway: () => redis.isAway });

@Global()
@Module({})
class BaseModule {}

/** Configuration, clock, log, metrics and the supervisor, for all modules. */
export function baseModule({
  config,
  log,
  processes,
  loadedDatabase,
  redis,
  traces,
}: BaseOptions): DynamicModule {
  const clock: Clock = systemClock;
  const metrics: Metrics = createMetrics({ version: VERSION, node: nodeNameOf(config) });
  const providers = [
    { provide: CONFIG, useValue: config },
    { provide: CLOCK, useValue: clock },
    { provide: LOG, useValue: log },
    { provide: METRICS, useValue: metrics },
    { provide: PROCESSES, useValue: processes },
    { provide: LOADED_DATABASE, useValue: loadedDatabase },
    { provide: TRACES, useValue: traces ?? null },
    { provide: REDIS, useValue: redis ?? null },
    { provide: RATES, useValue: redis === undefined ? memoryRateLimiter : ratesIn(redis) },
    { provide: NODE_LINK, useValue: processes },
    { provide: ENCODER_PROCESS, useValue: processes },
    { provide: OUTPUTS_STARTER, useValue: processes },
  ];
  return { module: BaseModule, providers, exports: providers.map(({ provide }) => provide) };
}
