import type { FrontDirectory, OpenShow, OpenShows, ShowQualities } from '#live';
import type { StageRegistry, StageServices } from '#stage';
import { measureQuality } from './measure-quality.js';
import type { Metrics } from './metrics.js';
import { setCounter } from './set-counter.js';

export interface MeasuredRooms {
  shows: Pick<OpenShows, 'all'>;
  stages: Pick<StageRegistry, 'stages' | 'paths'>;
  front: Pick<FrontDirectory, 'counts' | 'audienceBehindMs' | 'stalls'>;
  /** What players told this node of their viewers. */
  qualities: Pick<ShowQualities, 'here'>;
  viewersOf(showId: string): number;
}

type Health = NonNullable<OpenShow['health']>;

/** Reads what the rooms count, at each scrape. Series of shows that have ended go. */
export function measureRooms(metrics: Metrics, rooms: MeasuredRooms): void {
  const { shows, stages, front } = rooms;
  const live = shows.all.filter(({ view }) => view.state === 'live');
  metrics.showsLive.set(live.length);
  metrics.participants.set(stages.stages.reduce((sum, stage) => sum + stage.participants.length, 0));
  setCounter(metrics.mediaPaths, stages.paths.opened, { outcome: 'opened' });
  setCounter(metrics.mediaPaths, stages.paths.failed, { outcome: 'failed' });
  measureFront(metrics, front);
  forgetShows(metrics);
  for (const { showId, view } of shows.all) if (view.state === 'ended') forgetParts(metrics, showId);
  for (const { showId, health } of live) {
    metrics.viewers.set({ show: showId }, rooms.viewersOf(showId));
    measureAudience(metrics, showId, front);
    measureQuality(metrics, showId, rooms.qualities.here(showId));
    if (health !== undefined) measureProgramme(metrics, showId, health);
  }
}

function measureFront(metrics: Metrics, { counts }: MeasuredRooms['front']): void {
  if (counts === undefined) return;
  metrics.front.held.set(counts.held);
  metrics.front.storedBytes.set(counts.storedBytes);
  metrics.front.proxied.set(counts.proxied);
  setCounter(metrics.front.unavailable, counts.unavailable);
}

function forgetShows({ viewers, viewerLatency, viewerStalls, programme, quality }: Metrics): void {
  const ofShows = [
    viewers,
    viewerLatency,
    viewerStalls,
    ...Object.values(programme),
    ...Object.values(quality),
  ];
  for (const metric of ofShows) metric.reset();
}

function measureAudience(metrics: Metrics, showId: string, front: MeasuredRooms['front']): void {
  const behind = front.audienceBehindMs(showId);
  setCounter(metrics.viewerStalls, front.stalls(showId), { show: showId });
  if (behind === null) return;
  metrics.viewerLatency.set({ show: showId, quantile: '0.5' }, behind.median / 1_000);
  metrics.viewerLatency.set({ show: showId, quantile: '0.95' }, behind.p95 / 1_000);
}

function measureProgramme({ programme }: Metrics, showId: string, health: Health): void {
  const show = { show: showId };
  setCounter(programme.ticks, health.ticks, show);
  setCounter(programme.repeated, health.repeatedFrames, show);
  setCounter(programme.dropped, health.droppedFrames, show);
  setCounter(programme.late, health.lateTicks, show);
  const decoderRestarts = health.tracks.reduce((sum, track) => sum + track.decoderRestarts, 0);
  setCounter(programme.decoderRestarts, decoderRestarts, show);
  setCounter(programme.encoderRestarts, health.videoEncoderRestarts + health.audioEncoderRestarts, show);
  programme.cores.set(show, health.cores);
  programme.renditions.set(show, health.rungs.length);
  programme.encoderBehind.set(show, health.encoderBehindFrames);
  programme.audioLate.set(show, health.soundLateMs / 1_000);
}

/** What each part of a programme took from its last frame to being fetchable. */
export function measureParts(metrics: Metrics, showId: string, behindMs: readonly number[]): void {
  for (const each of behindMs) metrics.partDelay.observe({ show: showId }, each / 1_000);
}

/** A show that is no longer open has no parts; its series would stay for as long as the process. */
export function forgetParts(metrics: Metrics, showId: string): void {
  metrics.partDelay.remove({ show: showId });
}

/** What a show on air has published and the object store has not got. */
export function measureSharing(
  { sharing }: Metrics,
  { showId, waiting, lost }: { showId: string; waiting: number; lost: number },
): void {
  sharing.waiting.set({ show: showId }, waiting);
  sharing.lost.set({ show: showId }, lost);
}

export function forgetSharing({ sharing }: Metrics, showId: string): void {
  sharing.waiting.remove({ show: showId });
  sharing.lost.remove({ show: showId });
}

export function measurePromotions(metrics: Metrics, { promotion }: StageServices): void {
  promotion.events.on('measured', ({ step, tookMs }) => metrics.promotion.observe({ step }, tookMs / 1_000));
}

/** `route` is the pattern and not the address, which may hold a link's token and would be a series of its own. */
export function measureAnswer(
  metrics: Metrics,
  answer: { route: string; method: string; status: number; tookMs: number },
): void {
  const { route, method, status, tookMs } = answer;
  const labels = { route, method, status: `${Math.floor(status / 100)}xx` };
  metrics.requestSeconds.observe(labels, tookMs / 1_000);
}
