import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Every metric name stands here, so that a dashboard survives a refactoring. */
export interface Metrics {
  readonly registry: Registry;
  readonly httpRequests: Counter<'route' | 'status'>;
  readonly showsLive: Gauge;
  readonly participants: Gauge;
  readonly mediaPaths: Gauge<'outcome'>;
  readonly programmeFrames: Gauge<'show' | 'kind'>;
  readonly decoderRestarts: Gauge<'show'>;
  readonly encoderRestarts: Gauge<'show'>;
  readonly partDelaySeconds: Histogram<'show'>;
  readonly viewerLatencySeconds: Gauge<'show' | 'quantile'>;
  readonly viewers: Gauge<'show'>;
  readonly promotionSeconds: Histogram<'step'>;
  readonly front: Gauge<'kind'>;
}

const LATENCY_BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5];

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    httpRequests: new Counter({
      name: 'proscenium_http_requests_total',
      help: 'Answered API requests by route and status class',
      labelNames: ['route', 'status'],
      registers,
    }),
    showsLive: new Gauge({ name: 'proscenium_shows_live', help: 'Shows on air', registers }),
    participants: new Gauge({ name: 'proscenium_participants', help: 'People on all stages', registers }),
    mediaPaths: new Gauge({
      name: 'proscenium_media_paths_total',
      help: 'Media paths of browsers to the stage: opened, or failed before any connectivity check arrived',
      labelNames: ['outcome'],
      registers,
    }),
    programmeFrames: new Gauge({
      name: 'proscenium_programme_frames_total',
      help: 'Programme frames by kind: written, repeated, dropped, late',
      labelNames: ['show', 'kind'],
      registers,
    }),
    decoderRestarts: new Gauge({
      name: 'proscenium_decoder_restarts_total',
      help: 'Decoders that had to be replaced',
      labelNames: ['show'],
      registers,
    }),
    encoderRestarts: new Gauge({
      name: 'proscenium_encoder_restarts_total',
      help: 'Encoders that had to be replaced',
      labelNames: ['show'],
      registers,
    }),
    partDelaySeconds: new Histogram({
      name: 'proscenium_part_delay_seconds',
      help: 'From the end of a part on the programme clock to its publication',
      labelNames: ['show'],
      buckets: LATENCY_BUCKETS,
      registers,
    }),
    viewerLatencySeconds: new Gauge({
      name: 'proscenium_viewer_latency_seconds',
      help: 'Distance of the audience behind the stage, as players report it',
      labelNames: ['show', 'quantile'],
      registers,
    }),
    viewers: new Gauge({
      name: 'proscenium_viewers',
      help: 'Viewers now, by playback heartbeats',
      labelNames: ['show'],
      registers,
    }),
    promotionSeconds: new Histogram({
      name: 'proscenium_promotion_seconds',
      help: 'Steps of a promotion from the audience to the stage',
      labelNames: ['step'],
      buckets: LATENCY_BUCKETS,
      registers,
    }),
    front: new Gauge({
      name: 'proscenium_front',
      help: 'The front now: held reloads, bytes stored, requests passed on and refused without a server',
      labelNames: ['kind'],
      registers,
    }),
  };
}
