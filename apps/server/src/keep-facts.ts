import type { ControlPlane } from '#control';
import type { Database } from '#data';
import type { Clock, Lifetime, Log } from '#kernel';
import {
  HandRecorder,
  type OpenShow,
  type OpenShows,
  type RecordedShow,
  RoleRecorder,
  reportStage,
  SceneRecorder,
  SettingsWriter,
} from '#live';
import type { StageServices } from '#stage';

interface KeepFactsOptions {
  shows: OpenShows;
  control: ControlPlane;
  services: StageServices;
  database: Database;
  clock: Clock;
  log: Log;
  lifetime: Lifetime;
}

/** What happens on stages and must be known elsewhere: to webhooks, and after a restart. */
export function keepFacts({
  shows,
  control,
  services: { promotion, roles },
  database,
  clock,
  log,
  lifetime,
}: KeepFactsOptions): void {
  const hands = new HandRecorder({
    hands: {
      onChanged: (listener) => promotion.events.on('changed', listener),
      restore: (showId, hands) => promotion.restore(showId, hands),
    },
    store: database.repositories.hands,
    clock,
    log,
  });
  lifetime.adopt(() => hands.close());
  const notes = new SettingsWriter({ store: database.repositories.settings, clock, log });
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
  shows.events.on('removed', ({ showId }) => {
    roleRecorder.remove(showId);
    scenes.remove(showId);
  });
  shows.events.on('opened', (show) => {
    reportStage(show, (type, showId, payload) => void control.tell(type, showId, payload));
    void hands.restore(show.showId);
    void roleRecorder.restore(show.showId);
    void scenes.follow(recorded(show));
  });
}

const recorded = (show: OpenShow): RecordedShow => ({
  showId: show.showId,
  get view() {
    return show.view;
  },
  get participants() {
    return show.stage.participants;
  },
  setLayout: (layout) => show.setLayout(layout),
  setOverlays: (overlays) => show.setOverlays(overlays),
  onChanged: (listener) => void show.events.on('changed', listener),
  onJoined: (listener) => void show.stage.events.on('participant-joined', listener),
});
