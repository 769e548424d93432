import type { Page } from 'playwright-core';
import { systemClock } from '#kernel';
import { CHILD } from '../chaos/strike-child.js';
import type { CameraOptions } from '../support/engines/chromium.js';
import { inTime } from '../support/kernel/in-time.js';
import type { Random } from '../support/kernel/seeded-random.js';
import { treeOf } from '../support/processes/processes.js';
import { PromotedGuest } from '../support/server/promoted-guest.js';
import type { ShowUnderTest } from '../support/server/show-under-test.js';

const CLICK_WITHIN_MS = 5_000;
const ACTION_WITHIN_MS = 90_000;
const MEND_WITHIN_MS = 40_000;
const STOPPED_MS = 3_000;

export interface Action {
  name: string;
  /** Why it could not be done. */
  failure?: string;
}

const press = (page: Page, name: RegExp) =>
  page.getByRole('button', { name }).first().click({ timeout: CLICK_WITHIN_MS });

/** What happens in a show, and what should not: by chance, one at a time, whatever the last one left behind. */
export class RandomShow {
  readonly #show: ShowUnderTest;
  readonly #random: Random;
  readonly #camera: CameraOptions;
  #guest: PromotedGuest | undefined;
  #guests = 0;

  readonly #actions: Record<string, () => Promise<void>> = {
    'microphone on or off': () => press(this.#show.host, /^(Mute|Unmute) microphone$/),
    'camera on or off': () => press(this.#show.host, /^Turn camera (off|on)$/),
    'screen shared or no longer': () => press(this.#show.host, /^(Share screen|Stop sharing)$/),
    'layout changed': () => this.#show.host.keyboard.press(String(1 + Math.floor(this.#random() * 6))),
    'host reloads the page': () => this.#reloadHost(),
    'guest comes on stage or leaves it': () => this.#comeOrLeave(),
    'guest comes on stage or closes the tab': () => this.#comeOrVanish(),
    'video encoder killed': async () => this.#send(CHILD.videoEncoder, 'SIGKILL'),
    'audio encoder killed': async () => this.#send(CHILD.audioEncoder, 'SIGKILL'),
    'decoder killed': async () => this.#send(CHILD.decoder, 'SIGKILL'),
    'media worker killed': async () => this.#send(CHILD.mediaWorker, 'SIGKILL'),
    'video encoder stopped for 3 s': () => this.#stopFor(CHILD.videoEncoder),
    'decoder stopped for 3 s': () => this.#stopFor(CHILD.decoder),
  };

  constructor(show: ShowUnderTest, random: Random, camera: CameraOptions) {
    this.#show = show;
    this.#random = random;
    this.#camera = camera;
  }

  /** One action by chance. What could not be done is reported, repaired, and no reason to end. */
  async doSomething(): Promise<Action> {
    const names = Object.keys(this.#actions);
    const name = names[Math.floor(this.#random() * names.length)] ?? '';
    try {
      await inTime(ACTION_WITHIN_MS, name, this.#actions[name]?.() ?? Promise.resolve());
      return { name };
    } catch (error) {
      await inTime(MEND_WITHIN_MS, 'mending', this.#mend()).catch(() => undefined);
      return { name, failure: String(error).split('\n')[0] ?? '' };
    }
  }

  async #comeOrLeave(): Promise<void> {
    if (this.#guest?.isOnStage) return this.#guest.leaveStage();
    return this.#come();
  }

  async #comeOrVanish(): Promise<void> {
    if (!this.#guest?.isOnStage) return this.#come();
    const guest = this.#guest;
    this.#guest = undefined;
    return guest.vanish();
  }

  async #come(): Promise<void> {
    this.#guests += 1;
    this.#guest ??= await PromotedGuest.arrive(this.#show, this.#camera, `Guest ${this.#guests}`);
    await this.#guest.comeOnStage(this.#show.host);
  }

  async #reloadHost(): Promise<void> {
    await this.#show.host.reload({ timeout: MEND_WITHIN_MS });
    await this.#show.host
      .getByRole('button', { name: 'Enter the studio' })
      .click({ timeout: 4 * CLICK_WITHIN_MS });
  }

  /** What a broken action left behind: a half promoted guest, an open question, a host outside of the studio. */
  async #mend(): Promise<void> {
    const { host } = this.#show;
    const guest = this.#guest;
    this.#guest = undefined;
    await guest?.vanish().catch(() => undefined);
    await host.keyboard.press('Escape');
    const isInside = await host.getByRole('button', { name: 'Leave the studio' }).isVisible();
    if (!isInside) await this.#reloadHost();
  }

  #pids(kind: RegExp): number[] {
    const { server } = this.#show;
    const spare = server.childrenLike(/^spare programme/).flatMap(({ pid }) => treeOf(pid));
    const waits = new Set(spare.map(({ pid }) => pid));
    const found = server.childrenLike(kind).flatMap(({ pid }) => (waits.has(pid) ? [] : [pid]));
    if (found.length === 0) throw new Error('there is no such process now');
    return found;
  }

  #send(kind: RegExp, signal: NodeJS.Signals, pids = this.#pids(kind).slice(0, 1)): void {
    for (const pid of pids)
      try {
        process.kill(pid, signal);
      } catch {
        // Replaced meanwhile.
      }
  }

  async #stopFor(kind: RegExp): Promise<void> {
    const pids = this.#pids(kind);
    this.#send(kind, 'SIGSTOP', pids);
    await systemClock.sleep(STOPPED_MS);
    this.#send(kind, 'SIGCONT', pids);
  }
}
