import { Lifetime } from '#kernel';
import type { CameraOptions } from '../support/engines/chromium.js';
import { PromotedGuest } from '../support/server/promoted-guest.js';
import { type ShowOptions, ShowUnderTest } from '../support/server/show-under-test.js';
import { SMALL_PROGRAMME } from '../support/server/small-programme.js';
import type { Fault } from './fault.js';
import { GUEST_NAME, hideFromProgramme, type Watched, watchPeople } from './watched-people.js';

/** Three browsers' worth of people share the machine with the show. */
const CAMERA: CameraOptions = { width: 640, height: 360, frameRate: 15 };
const optionsOf = (wished: ShowOptions): ShowOptions => ({
  camera: CAMERA,
  ...wished,
  server: { ...wished.server, env: { ...SMALL_PROGRAMME, ...wished.server?.env } },
});

/** What every fault strikes: host, promoted guest and viewer of a real show, each with meters on the page. */
export class ChaosShow {
  readonly show: ShowUnderTest;
  readonly watched: Watched;
  /** So far. */
  strikes = 0;
  readonly #lifetime: Lifetime;

  static async open(fault: Fault, progress: (fact: string) => void): Promise<ChaosShow> {
    const lifetime = new Lifetime();
    try {
      const prepared = await fault.prepare?.();
      if (prepared) lifetime.adopt(() => prepared.undo());
      progress('opening a show');
      const show = await ShowUnderTest.open(optionsOf({ ...fault.show, ...prepared?.options }));
      lifetime.adopt(() => show.close());
      await show.goLive();
      progress('a guest comes on stage');
      const guest = await PromotedGuest.arrive(show, CAMERA, GUEST_NAME);
      await guest.comeOnStage(show.host);
      await hideFromProgramme(show.host, GUEST_NAME);
      const viewer = await show.openViewer(await fault.viewerFrom?.(show, lifetime));
      return new ChaosShow(show, await watchPeople({ host: show.host, guest: guest.page, viewer }), lifetime);
    } catch (error) {
      await lifetime.close('could not open the show').catch(() => undefined);
      throw error;
    }
  }

  private constructor(show: ShowUnderTest, watched: Watched, lifetime: Lifetime) {
    this.show = show;
    this.watched = watched;
    this.#lifetime = lifetime;
  }

  close(): Promise<void> {
    return this.#lifetime.close('the faults are over');
  }
}
