import type { FrontDirectory, OpenShows } from '#live';
import type { StageRegistry, StageServices } from '#stage';
import type { Metrics } from './metrics.js';

export interface MeasuredRooms {
  shows: OpenShows;
  stages: StageRegistry;
  front: Pick<FrontDirectory, 'counts' | 'audienceBehindMs'>;
}

/** Reads what the rooms count into the gauges, at each scrape. */
export function measureRooms(metrics: Metrics, { shows, stages, front }: MeasuredRooms): void {
  const live = shows.all.filter(({ view }) => view.state === 'live');
  metrics.showsLive.set(live.length);
  for (const [kind, value] of Object.entries(front.counts ?? {})) metrics.front.set({ kind }, value);
  metrics.mediaPaths.set({ outcome: 'opened' }, stages.paths.opened);
  metrics.mediaPaths.set({ outcome: 'failed' }, stages.paths.failed);
  metrics.participants.set(stages.stages.reduce((sum, stage) => sum + stage.participants.length, 0));
  for (const { showId, health } of live) {
    const behind = front.audienceBehindMs(showId);
    if (behind !== null) {
      metrics.viewerLatencySeconds.set({ show: showId, quantile: '0.5' }, behind.median / 1_000);
      metrics.viewerLatencySeconds.set({ show: showId, quantile: '0.95' }, behind.p95 / 1_000);
    }
    if (health === undefined) continue;
    const show = { show: showId };
    metrics.programmeFrames.set({ ...show, kind: 'ticks' }, health.ticks);
    metrics.programmeFrames.set({ ...show, kind: 'repeated' }, health.repeatedFrames);
    metrics.programmeFrames.set({ ...show, kind: 'dropped' }, health.droppedFrames);
    metrics.programmeFrames.set({ ...show, kind: 'late' }, health.lateTicks);
    const decoderRestarts = health.tracks.reduce((sum, track) => sum + track.decoderRestarts, 0);
    metrics.decoderRestarts.set(show, decoderRestarts);
    metrics.encoderRestarts.set(show, health.videoEncoderRestarts + health.audioEncoderRestarts);
  }
}

/** What each part of a programme took from its last frame to being fetchable. */
export function measureParts(metrics: Metrics, showId: string, behindMs: readonly number[]): void {
  for (const each of behindMs) metrics.partDelaySeconds.observe({ show: showId }, each / 1_000);
}

export function measurePromotions(metrics: Metrics, { promotion }: StageServices): void {
  promotion.events.on('measured', ({ step, tookMs }) =>
    metrics.promotionSeconds.observe({ step }, tookMs / 1_000),
  );
}
