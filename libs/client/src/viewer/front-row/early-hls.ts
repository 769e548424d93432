export interface EarlyHlsHooks {
  /** The front row is on the screen, and no HLS is on its way. */
  mayLoad(): boolean;
  load(): void;
  /** As soon as it can. */
  play(): void;
  unload(): void;
}

/** A front row that still moves so long after the doubt goes on. */
const DOUBT_MS = 3_000;
/** A network that stops for a moment again and again must not load HLS each time. */
const REST_MS = 10_000;

/**
 * Loads HLS before the front row is given up: as soon as its server is gone or its frames stop, and plays it once they
 * have stopped. HLS is there then when the loss is certain. Where frames come again, what was loaded is given up.
 */
export class EarlyHls {
  readonly #hooks: EarlyHlsHooks;
  #isLoaded = false;
  #isSilent = false;
  #restUntilMs = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(hooks: EarlyHlsHooks) {
    this.#hooks = hooks;
  }

  /** Loaded beside a front row that moves: it must not be heard. */
  get isHeldBack(): boolean {
    return this.#isLoaded && !this.#isSilent;
  }

  /** The front row's server may be gone. */
  doubt(): void {
    if (!this.#load()) return;
    this.#timer = setTimeout(() => this.#isSilent || this.giveUp(), DOUBT_MS);
  }

  silent(): void {
    this.#isSilent = true;
    if (this.#isLoaded) this.#hooks.play();
    else if (performance.now() >= this.#restUntilMs) this.#load();
  }

  moving(): void {
    this.#isSilent = false;
    this.giveUp();
  }

  /** The viewer goes elsewhere than to the live edge. */
  giveUpHeldBack(): void {
    if (this.isHeldBack) this.giveUp();
  }

  giveUp(): void {
    if (!this.#isLoaded) return;
    this.#restUntilMs = performance.now() + REST_MS;
    this.over();
    this.#hooks.unload();
  }

  /** HLS is wanted for certain, and is on its way already. */
  claim(): void {
    const wasHeldBack = this.isHeldBack;
    this.over();
    if (wasHeldBack) this.#hooks.play();
  }

  /** The front row is lost or left: whatever was loaded is what plays. */
  over(): void {
    clearTimeout(this.#timer);
    this.#isLoaded = false;
    this.#isSilent = false;
  }

  #load(): boolean {
    if (this.#isLoaded || !this.#hooks.mayLoad()) return false;
    this.#isLoaded = true;
    this.#hooks.load();
    return true;
  }
}
