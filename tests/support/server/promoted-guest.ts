import type { Page } from 'playwright-core';
import type { CameraOptions, TestBrowser } from '../engines/chromium.js';

const CLICK_WITHIN_MS = 20_000;
const PREPARED_WITHIN_MS = 25_000;
/** A page asks for a name once; whether the page asks shows at once. */
const ASKED_WITHIN_MS = 1_500;

const press = (page: Page, name: string, withinMs = CLICK_WITHIN_MS) =>
  page.getByRole('button', { name, exact: true }).first().click({ timeout: withinMs });

/** Where the guest comes from: a watch page. */
interface ShownShow {
  browser: TestBrowser;
  server: { url: string };
  showId: string;
}

/** A viewer who is brought on stage and goes again, in one way or another. */
export class PromotedGuest {
  readonly page: Page;
  readonly #name: string;
  #isOnStage = false;

  static async arrive(show: ShownShow, camera: CameraOptions, name: string): Promise<PromotedGuest> {
    const page = await show.browser.newPage({ camera: { ...camera, ground: [16, 128, 72], toneHz: 880 } });
    const guest = new PromotedGuest(page, name);
    await page.goto(`${show.server.url}/watch/${show.showId}`, { timeout: PREPARED_WITHIN_MS });
    return guest;
  }

  private constructor(page: Page, name: string) {
    this.page = page;
    this.#name = name;
  }

  get isOnStage(): boolean {
    return this.#isOnStage;
  }

  /** Hand, invitation, device check, green room, stage: every button that both have to press. */
  async comeOnStage(host: Page): Promise<void> {
    await this.#raise();
    await this.#pressOfHand(host, 'Invite');
    await press(this.page, 'Get ready', PREPARED_WITHIN_MS);
    await press(this.page, 'I am ready', PREPARED_WITHIN_MS);
    await this.#pressOfHand(host, 'Add to stage', PREPARED_WITHIN_MS);
    await this.page
      .getByRole('button', { name: 'Leave the stage', exact: true })
      .waitFor({ timeout: PREPARED_WITHIN_MS });
    this.#isOnStage = true;
  }

  async leaveStage(): Promise<void> {
    this.#isOnStage = false;
    await press(this.page, 'Leave the stage');
    await this.page
      .getByRole('alertdialog')
      .getByRole('button', { name: 'Leave the stage' })
      .click({ timeout: CLICK_WITHIN_MS });
    await press(this.page, 'Raise hand', PREPARED_WITHIN_MS);
    await press(this.page, 'Lower hand');
  }

  /** The tab is closed, as most people leave. */
  async vanish(): Promise<void> {
    this.#isOnStage = false;
    await this.page.context().close();
  }

  async #raise(): Promise<void> {
    await press(this.page, 'Raise hand', PREPARED_WITHIN_MS);
    const dialog = this.page.getByRole('dialog');
    const isAsked = await dialog.waitFor({ timeout: ASKED_WITHIN_MS }).then(
      () => true,
      () => false,
    );
    if (!isAsked) return;
    await dialog.getByRole('textbox').first().fill(this.#name);
    await dialog.getByRole('button').last().click({ timeout: CLICK_WITHIN_MS });
    await dialog.waitFor({ state: 'hidden', timeout: CLICK_WITHIN_MS });
  }

  #pressOfHand(host: Page, name: string, withinMs = CLICK_WITHIN_MS): Promise<void> {
    const hand = host.getByRole('listitem').filter({ hasText: this.#name });
    return hand.getByRole('button', { name }).first().click({ timeout: withinMs });
  }
}
