import type { HandsStore } from '#audience';
import type { Clock, Lifetime, Log } from '#kernel';
import type { AppearancesStore, SettingsStore } from '#show';
import type { StageServices } from '#stage';
import { AppearanceRecorder, type AppearingShow } from './appearances/appearance-recorder.js';
import { AudioMixRecorder, type HeardShow } from './audio-mix-recorder.js';
import { type ChapteredShow, ChapterRecorder } from './chapter-recorder.js';
import { HandRecorder } from './hand-recorder.js';
import type { OpenShow } from './open-show.js';
import type { OpenShows } from './open-shows.js';
import { type ClosingShow, OutroRecorder } from './outro-recorder.js';
import { type ReportEvent, reportStage } from './report-stage.js';
import { RoleRecorder } from './role-recorder.js';
import { type RecordedShow, SceneRecorder } from './scene-recorder.js';
import { SettingsWriter } from './settings-writer.js';

export interface KeepFactsOptions {
  shows: OpenShows;
  services: Pick<StageServices, 'promotion' | 'roles'>;
  stores: {
    hands: HandsStore;
    settings: Pick<SettingsStore, 'find' | 'set' | 'remove'>;
    appearances: AppearancesStore;
  };
  /** To webhooks and their subscribers. */
  tell: ReportEvent;
  /** Ends a show: the move and the running side. */
  end: (showId: string) => Promise<unknown>;
  clock: Clock;
  log: Log;
  lifetime: Lifetime;
}

/** What happens on stages and must be known elsewhere: to webhooks, and after a restart. */
export function keepFacts({
  shows,
  services: { promotion, roles },
  stores,
  tell,
  end,
  clock,
  log,
  lifetime,
}: KeepFactsOptions): void {
  const hands = new HandRecorder({
    hands: {
      onChanged: (listener) => promotion.events.on('changed', listener),
      restore: (showId, hands) => promotion.restore(showId, hands),
    },
    store: stores.hands,
    clock,
    log,
  });
  lifetime.adopt(() => hands.close());
  const appearances = new AppearanceRecorder({ store: stores.appearances, clock, log });
  lifetime.adopt(() => appearances.close());
  const notes = new SettingsWriter({ store: stores.settings, clock, log });
  lifetime.adopt(() => notes.close());
  const roleRecorder = new RoleRecorder({
    roles: {
      onChanged: (listener) => roles.events.on('changed', listener),
      onForgotten: (listener) => roles.events.on('forgotten', listener),
      restore: (showId, kept) => roles.restore(showId, kept),
    },
    notes,
    log,
  });
  lifetime.adopt(() => roleRecorder.close());
  const scenes = new SceneRecorder({ notes, log });
  const mixes = new AudioMixRecorder({ notes, log });
  const chapters = new ChapterRecorder({ notes, log });
  const outros = new OutroRecorder({ notes, end, clock, log });
  shows.events.on('removed', ({ showId }) => {
    roleRecorder.remove(showId);
    scenes.remove(showId);
    mixes.remove(showId);
    chapters.remove(showId);
    outros.remove(showId);
  });
  // A participant who joins after a restart has the role of before it at once.
  shows.whenOpening(({ showId }) => Promise.all([hands.restore(showId), roleRecorder.restore(showId)]));
  shows.events.on('opened', (show) => {
    reportStage(show, tell);
    void appearances.follow(appearing(show));
    void scenes.follow(recorded(show));
    void mixes.follow(recorded(show));
    void chapters.follow(recorded(show));
    void outros.follow(recorded(show));
  });
}

const appearing = (show: OpenShow): AppearingShow => ({
  showId: show.showId,
  get phase() {
    return show.phase;
  },
  get participants() {
    return show.stage.participants;
  },
  programmeMsAt: (wallMs) => show.programmeMsAt(wallMs),
  onChanged: (listener) => {
    show.events.on('changed', listener);
    for (const name of ['participant-joined', 'participant-changed', 'participant-left'] as const)
      show.stage.events.on(name, listener);
  },
  onClosed: (listener) => void show.stage.events.on('closed', listener),
});

const recorded = (show: OpenShow): RecordedShow & HeardShow & ChapteredShow & ClosingShow => ({
  showId: show.showId,
  get view() {
    return show.view;
  },
  get participants() {
    return show.stage.participants;
  },
  placements: {
    restore: (placed) => void show.stage.restorePlacements(placed),
    onChanged: (listener) => void show.stage.placements.events.on('changed', listener),
  },
  setLayout: (layout) => show.setLayout(layout),
  setOverlays: (overlays) => show.setOverlays(overlays),
  setAudioMix: (audioMix) => show.setAudioMix(audioMix),
  setChapter: (chapter) => show.setChapter(chapter),
  resumeOutro: (agoMs, then) => show.resumeOutro(agoMs, then),
  onChanged: (listener) => void show.events.on('changed', listener),
  onJoined: (listener) => void show.stage.events.on('participant-joined', listener),
});
