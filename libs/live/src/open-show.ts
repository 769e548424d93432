import type { ProgrammeHealth } from '#compositor';
import { guestError, type Log, TypedEvents } from '#kernel';
import type { Layout, Overlays, ProgrammeView, ServerEventData, Slate } from '#protocol';
import { type PlayableShow, PlaybackPass } from '#show';
import type { Stage } from '#stage';
import { type Emptiness, slateFor } from './auto-slate.js';
import { noticeOf, rewindNotice } from './notices.js';
import type { ShowRun } from './show-run.js';
import { type FindAsset, toProgrammeLayout, toProgrammeOverlays, toProgrammeSlate } from './to-programme.js';

export interface OpenShowOptions {
  showId: string;
  isPrivate: boolean;
  stage: Stage;
  view: ProgrammeView;
  startRun: () => Promise<ShowRun>;
  findAsset: FindAsset;
  nowWallMs: () => number;
  log: Log;
}

export interface OpenShowEvents {
  changed: ProgrammeView;
  notice: ServerEventData<'programme.notice'>;
  health: ProgrammeHealth;
  /** The programme is lost and cannot be had again. */
  failed: string;
}

/** One show that somebody has opened: its stage, and its programme while it is on air. */
export class OpenShow {
  readonly showId: string;
  readonly stage: Stage;
  readonly events = new TypedEvents<OpenShowEvents>();
  isPrivate: boolean;
  readonly #options: OpenShowOptions;
  #view: ProgrammeView;
  #run: ShowRun | undefined;
  #moving: Promise<ProgrammeView> | undefined;
  #emptiness: Emptiness = 'starting';
  #shownSlate: string | undefined;
  #isPlayable = false;
  #keptLayout: Layout['kind'];

  constructor(options: OpenShowOptions) {
    this.#options = options;
    this.showId = options.showId;
    this.stage = options.stage;
    this.isPrivate = options.isPrivate;
    this.#view = options.view;
    this.#keptLayout = options.view.layout.kind;
    for (const name of ['participant-joined', 'participant-changed', 'participant-left'] as const) {
      this.stage.events.on(name, () => this.#reviewSlate());
    }
  }

  /** As it may be told to everybody: the address of a private show is each viewer's own. */
  get view(): ProgrammeView {
    return { ...this.#view, playbackUrl: this.#isPlayable ? PlaybackPass.forAll(this.playable) : null };
  }

  get playable(): PlayableShow {
    return { id: this.showId, isPrivate: this.isPrivate };
  }

  /** There is something to fetch, on air or after it. */
  get isPlayable(): boolean {
    return this.#isPlayable;
  }

  /** For the origin: what can be played, also after the end. */
  get programme(): ShowRun['packager'] | undefined {
    return this.#run?.packager;
  }

  get health(): ProgrammeHealth | undefined {
    return this.#run?.health;
  }

  /** Two hosts who press at once get the same answer. `resumed`: after a restart, the slate waits for the host. */
  goLive(since?: { liveSinceWallMs: number }): Promise<ProgrammeView> {
    if (this.#moving !== undefined) return this.#moving;
    if (this.#view.state === 'live') return Promise.resolve(this.view);
    if (this.#view.state !== 'idle') return Promise.reject(wrongState(this.#view.state));
    return this.#move(() => this.#start(since?.liveSinceWallMs));
  }

  end(): Promise<ProgrammeView> {
    if (this.#view.state === 'starting' && this.#moving !== undefined) {
      return this.#moving.then(() => this.end());
    }
    if (this.#moving !== undefined) return this.#moving;
    if (this.#view.state === 'ended') return Promise.resolve(this.view);
    return this.#move(() => this.#end());
  }

  setLayout(layout: Layout): void {
    this.#change({ layout });
    this.#run?.setLayout(toProgrammeLayout(layout, this.#options.findAsset));
    this.#run?.setOverlays(this.#overlays());
  }

  /** What is kept of the show names another layout; a change of something else leaves the studio's choice alone. */
  keepLayout(kind: Layout['kind']): void {
    if (kind === this.#keptLayout) return;
    this.#keptLayout = kind;
    this.setLayout({ ...this.#view.layout, kind });
  }

  setOverlays(overlays: Overlays): void {
    this.#change({ overlays });
    this.#run?.setOverlays(this.#overlays());
  }

  setSlate(slate: Slate): void {
    this.#change({ slate });
    this.#reviewSlate();
  }

  /** The process stops, the show goes on when it is back. */
  async suspend(): Promise<void> {
    await this.#moving?.catch(() => undefined);
    await this.#run?.suspend();
    this.stage.close('shutdown');
  }

  async #start(liveSinceWallMs: number | undefined): Promise<ProgrammeView> {
    if (liveSinceWallMs !== undefined) this.#emptiness = 'trouble';
    this.#change({ state: 'starting' });
    try {
      const run = await this.#options.startRun();
      this.#run = run;
      this.#dress(run);
      run.events.on('event', (event) => this.#notify(noticeOf(event)));
      run.events.on('health', (health) => this.events.emit('health', health));
      run.events.on('failed', ({ reason }) => this.events.emit('failed', reason));
      run.events.on('rewind', (state) => this.#notify(rewindNotice(state)));
      await run.whenPlayable();
    } catch (error) {
      await this.#abandon();
      throw error;
    }
    this.#isPlayable = true;
    return this.#change({ state: 'live', liveSinceWallMs: liveSinceWallMs ?? this.#options.nowWallMs() });
  }

  async #end(): Promise<ProgrammeView> {
    this.#change({ state: 'ending' });
    await this.#run?.end();
    const view = this.#change({ state: 'ended' });
    this.stage.close('ended');
    return view;
  }

  async #abandon(): Promise<void> {
    await this.#run
      ?.end()
      .catch((error) => this.#options.log.warn('live.go-live | could not clean up', { error }));
    this.#run = undefined;
    this.#change({ state: 'idle' });
  }

  /** A new run is told the layout, the overlays and the slate of now. */
  #dress(run: ShowRun): void {
    run.setLayout(toProgrammeLayout(this.#view.layout, this.#options.findAsset));
    run.setOverlays(this.#overlays());
    this.#shownSlate = undefined;
    this.#reviewSlate();
  }

  #reviewSlate(): void {
    const onStage = this.stage.participants.filter(({ isOnStage }) => isOnStage).length;
    if (onStage > 0) this.#emptiness = 'break';
    const slate = slateFor(this.#view.slate, onStage, this.#emptiness);
    const text = JSON.stringify(slate);
    if (this.#run === undefined || text === this.#shownSlate) return;
    this.#shownSlate = text;
    this.#run.setSlate(toProgrammeSlate(slate));
  }

  #notify(notice: ReturnType<typeof noticeOf>): void {
    if (notice === undefined) return;
    this.events.emit('notice', { ...notice, atWallMs: Math.round(this.#options.nowWallMs()) });
  }

  #overlays() {
    return toProgrammeOverlays(this.#view.overlays, this.#view.layout, this.#options.findAsset);
  }

  #move(step: () => Promise<ProgrammeView>): Promise<ProgrammeView> {
    const moving = step().finally(() => {
      this.#moving = undefined;
    });
    this.#moving = moving;
    return moving;
  }

  #change(change: Partial<ProgrammeView>): ProgrammeView {
    this.#view = { ...this.#view, ...change };
    const { view } = this;
    this.events.emit('changed', view);
    return view;
  }
}

const wrongState = (state: ProgrammeView['state']) =>
  guestError('programme-wrong-state', `The show is ${state}: it cannot go live now.`, { status: 409 });
