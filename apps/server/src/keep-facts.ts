import type { ControlPlane } from '#control';
import type { Database } from '#data';
import type { Clock, Lifetime, Log } from '#kernel';
import {
  type DressedShow,
  HandBook,
  KeptNotes,
  LookKeeper,
  type OpenShow,
  type OpenShows,
  RoleKeeper,
  tellStageNews,
} from '#live';
import type { StageDesks } from '#stage';

interface KeepFactsOptions {
  shows: OpenShows;
  control: ControlPlane;
  desks: StageDesks;
  database: Database;
  clock: Clock;
  log: Log;
  lifetime: Lifetime;
}

/** What happens on stages and must be known elsewhere: to webhooks, and after a restart. */
export function keepFacts({
  shows,
  control,
  desks: { promotion, roles },
  database,
  clock,
  log,
  lifetime,
}: KeepFactsOptions): void {
  const book = new HandBook({
    hands: {
      onChanged: (listener) => promotion.events.on('changed', listener),
      restore: (showId, hands) => promotion.restore(showId, hands),
    },
    store: database.repositories.hands,
    clock,
    log,
  });
  lifetime.adopt(() => book.close());
  const notes = new KeptNotes({ store: database.repositories.settings, clock, log });
  lifetime.adopt(() => notes.close());
  const keeper = new RoleKeeper({
    roles: {
      onChanged: (listener) => roles.events.on('changed', listener),
      onForgotten: (listener) => roles.events.on('forgotten', listener),
      restore: (showId, kept) => roles.restore(showId, kept),
    },
    notes,
    log,
  });
  lifetime.adopt(() => keeper.close());
  const looks = new LookKeeper({ notes, log });
  shows.events.on('removed', ({ showId }) => {
    keeper.remove(showId);
    looks.remove(showId);
  });
  shows.events.on('opened', (show) => {
    tellStageNews(show, (type, showId, payload) => void control.tell(type, showId, payload));
    void book.restore(show.showId);
    void keeper.restore(show.showId);
    void looks.follow(dressed(show));
  });
}

const dressed = (show: OpenShow): DressedShow => ({
  showId: show.showId,
  get view() {
    return show.view;
  },
  get seats() {
    return show.stage.participants;
  },
  setLayout: (layout) => show.setLayout(layout),
  setOverlays: (overlays) => show.setOverlays(overlays),
  onChanged: (listener) => void show.events.on('changed', listener),
  onSeated: (listener) => void show.stage.events.on('participant-joined', listener),
});
