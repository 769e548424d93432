import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Of this server process; how they are made is `createMetrics`. */
export type Metrics = ReturnType<typeof createMetrics>;

export interface MetricsOptions {
  version: string;
  /** The name of this node, where there are several: a label of every series. */
  node?: string | undefined;
}

/** `by`: all, edge, browser or country; `group`: which one. */
const GROUP = ['show', 'by', 'group'] as const;
const QUANTILE = [...GROUP, 'quantile'] as const;
const LATENCY_BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5];
const ANSWER_BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10];

/** Every metric name stands here, so that dashboards and alert rules survive a refactoring. */
export function createMetrics({ version, node }: MetricsOptions) {
  const registry = new Registry();
  if (node !== undefined) registry.setDefaultLabels({ node });
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const gauge = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Gauge({ name: `proscenium_${name}`, help, labelNames, registers });
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[] = []) =>
    new Counter({ name: `proscenium_${name}_total`, help, labelNames, registers });
  const histogram = <Label extends string>(
    name: string,
    help: string,
    labelNames: Label[],
    buckets = LATENCY_BUCKETS,
  ) => new Histogram({ name: `proscenium_${name}_seconds`, help, labelNames, buckets, registers });

  gauge('build_info', 'The running version, as a label; always 1', ['version']).set({ version }, 1);
  return {
    registry,
    requestSeconds: histogram(
      'http_request',
      'Answers of pages and API by route, and by the first digit of their status',
      ['route', 'method', 'status'],
      ANSWER_BUCKETS,
    ),
    showsLive: gauge('shows_live', 'Shows on air'),
    participants: gauge('participants', 'People on all stages'),
    viewers: gauge('viewers', 'Viewers now', ['show']),
    mediaPaths: counter(
      'media_paths',
      'Media paths of browsers to the stage: opened, or failed before any connectivity check arrived',
      ['outcome'],
    ),
    programme: {
      ticks: counter('programme_ticks', 'Ticks of the programme, a frame each', ['show']),
      repeated: counter(
        'programme_repeated_frames',
        'Frames that repeat the one before: the tick came too late',
        ['show'],
      ),
      dropped: counter(
        'programme_dropped_frames',
        'Decoded frames that were never shown: a newer one had come',
        ['show'],
      ),
      late: counter('programme_late_ticks', 'Ticks that began more than half a tick late', ['show']),
      decoderRestarts: counter('programme_decoder_restarts', 'Decoders that had to be replaced', ['show']),
      encoderRestarts: counter('programme_encoder_restarts', 'Encoders that had to be replaced', ['show']),
      cores: gauge('programme_cores', 'CPU of encoders, decoders and mixing, in cores', ['show']),
      renditions: gauge('programme_renditions', 'Video renditions that are being made', ['show']),
      encoderBehind: gauge('programme_encoder_behind_frames', 'Input that video encoders have not taken', [
        'show',
      ]),
      audioLate: gauge(
        'programme_audio_late_seconds',
        'Audio against video of the guest who is furthest off',
        ['show'],
      ),
    },
    partDelay: histogram(
      'part_delay',
      'From the end of a part on the clock of the programme to its publication',
      ['show'],
    ),
    viewerLatency: gauge(
      'viewer_latency_seconds',
      'How far the audience is behind live, as players report it',
      ['show', 'quantile'],
    ),
    viewerStalls: counter('viewer_stalls', 'Stalls that players report', ['show']),
    quality: {
      start: gauge('viewer_start_seconds', 'From being asked to play to the first frame', [...QUANTILE]),
      behind: gauge('viewer_behind_seconds', 'From the clock of the programme to the screen', [...QUANTILE]),
      stall: gauge('viewer_stall_seconds', 'How long a stall took', [...QUANTILE]),
      bitrate: gauge('viewer_video_bytes_per_second', 'Of the video that was played', [...QUANTILE]),
      starts: counter('viewer_starts', 'Players that began to play', [...GROUP]),
      stalls: counter('viewer_stalls_told', 'Stalls of players, by group', [...GROUP]),
      errors: counter('viewer_errors', 'Errors of players', [...GROUP]),
      stalledShare: gauge('viewer_stalled_ratio', 'Of the time that viewers watched or waited', [...GROUP]),
    },
    sharing: {
      waiting: gauge('shared_waiting_segments', 'Segments of a show that wait for the object store', [
        'show',
      ]),
      lost: gauge('shared_lost_segments', 'Segments of a show that the object store never got', ['show']),
    },
    promotion: histogram('promotion', 'Steps of a promotion from the audience to the stage', ['step']),
    front: {
      held: gauge('front_held_requests', 'Reloads and parts that wait for what is to come'),
      storedBytes: gauge('front_stored_bytes', 'Media on disk that can be rewound'),
      proxied: gauge('front_proxied_connections', 'Requests and sockets that are passed on to the server'),
      unavailable: counter('front_unavailable_requests', 'Requests refused because no server answered'),
    },
  };
}
