import type { ClipFile, ProgrammeHealth } from '#compositor';
import { type Clock, type Log, TypedEvents } from '#kernel';
import type {
  AudioMix,
  Layout,
  LiveChapter,
  Overlays,
  ProgrammeView,
  RequestData,
  ServerEventData,
  Slate,
} from '#protocol';
import { type PlayableShow, PlaybackPass, type ShowPhase } from '#show';
import type { FrontRow, Stage } from '#stage';
import { emptinessOf, slateFor } from './auto-slate.js';
import { Bookend } from './bookend.js';
import {
  interruptedNotice,
  noticeOf,
  recordingNotice,
  replacedEncoderNotice,
  rewindNotice,
  sharingNotice,
  startFailedNotice,
} from './notices.js';
import { PlayerMarks } from './player-marks.js';
import { programmeFailed } from './programme-failed.js';
import { type RunSteps, ShowLifecycle } from './show-lifecycle.js';
import type { ShowRun } from './show-run.js';
import {
  type FindAsset,
  mediaOf,
  toProgrammeAudioMix,
  toProgrammeLayout,
  toProgrammeOverlays,
  toProgrammeSlate,
} from './to-programme.js';
import { viewStateOf } from './view-state.js';

export interface OpenShowOptions {
  showId: string;
  isPrivate: boolean;
  stage: Stage;
  phase: ShowPhase;
  view: ProgrammeView;
  startRun: (signal: AbortSignal) => Promise<ShowRun>;
  findAsset: FindAsset;
  /** Video and audio that hosts uploaded, by id. */
  findClip?: (id: string) => ClipFile | undefined;
  clock: Clock;
  log: Log;
}

export interface OpenShowEvents {
  changed: ProgrammeView;
  notice: ServerEventData<'programme.notice'>;
  health: ProgrammeHealth;
  /** The programme is lost and could not be started again by itself. */
  failed: string;
}

/** An open show: its stage, and its programme while it is on air. */
export class OpenShow {
  readonly showId: string;
  readonly stage: Stage;
  readonly events = new TypedEvents<OpenShowEvents>();
  /** What players that are not ours learn while the show is on air. */
  readonly marks: PlayerMarks;
  #isPrivate: boolean;
  readonly #options: OpenShowOptions;
  readonly #lifecycle: ShowLifecycle;
  #view: Omit<ProgrammeView, 'state' | 'playbackUrl' | 'isClosing'>;
  #run: ShowRun | undefined;
  /** Clips of audio alone that play until they are stopped. */
  readonly #repeated = new Set<string>();
  #wasPeopled = false;
  /** It had been on air when its present run began. */
  #wasInterrupted = false;
  #shownSlate: string | undefined;
  #keptLayout: Layout['kind'];
  #isProgrammeAway = false;
  #layoutOfPeople: Layout | undefined;
  readonly #bookend: Bookend;
  /** Clips of the brand. */
  #intro: string | null = null;
  #outro: string | null = null;

  constructor(options: OpenShowOptions) {
    const { showId, phase, clock, log } = options;
    this.#options = options;
    this.showId = showId;
    this.stage = options.stage;
    this.#isPrivate = options.isPrivate;
    this.#view = options.view;
    this.#keptLayout = options.view.layout.kind;
    this.#bookend = new Bookend({
      layout: () => this.#view.layout,
      setLayout: (layout) => this.setLayout(layout),
      findClip: (clipId) => options.findClip?.(clipId),
      changed: () => this.#reviewSlate(),
      clock,
    });
    this.marks = new PlayerMarks({
      tell: (event) => this.#run?.tellPlayers(event) ?? false,
      programmeMs: () => Math.round(this.programmeMsAt(clock.wallMs())),
      chaptered: (chapter) => this.setChapter(chapter),
      clock,
    });
    const steps: RunSteps = { start: (signal) => this.#start(signal), stop: (why) => this.#stop(why) };
    this.#lifecycle = new ShowLifecycle({ showId, phase, steps, clock, log });
    this.#lifecycle.events.on('moved', ({ to }) => this.#moved(to));
    this.#lifecycle.events.on('start-failed', ({ error }) => this.#notify(startFailedNotice(error)));
    this.#lifecycle.events.on('gave-up', ({ reason }) => this.events.emit('failed', reason));
    for (const name of ['participant-joined', 'participant-changed', 'participant-left'] as const)
      this.stage.events.on(name, () => this.#reviewSlate());
  }

  get phase(): ShowPhase {
    return this.#lifecycle.phase;
  }

  /** As it may be told to everybody: the address of a private show is each viewer's own. */
  get view(): ProgrammeView {
    return {
      ...this.#view,
      state: viewStateOf(this.phase),
      playbackUrl: this.isPlayable ? PlaybackPass.forAll(this.playable) : null,
      ...(this.#bookend.playing === 'outro' ? { isClosing: true as const } : {}),
    };
  }

  get playable(): PlayableShow {
    return { id: this.showId, isPrivate: this.isPrivate };
  }

  /** There is something to fetch: on air, after it, and while a lost programme is started again. */
  get isPlayable(): boolean {
    return this.#lifecycle.wasOnAir;
  }

  get isPrivate(): boolean {
    return this.#isPrivate;
  }

  /** Its address changes with it. */
  setPrivate(isPrivate: boolean): void {
    if (this.#isPrivate === isPrivate) return;
    this.#isPrivate = isPrivate;
    this.events.emit('changed', this.view);
  }

  /** For the front: whether a programme writes the show, or has written all of it. */
  get playback(): 'waiting' | 'on-air' | 'kept' {
    if (this.phase === 'ended') return this.#lifecycle.wasOnAir ? 'kept' : 'waiting';
    return this.#lifecycle.wasOnAir || this.phase === 'starting' ? 'on-air' : 'waiting';
  }

  get health(): ProgrammeHealth | undefined {
    return this.#run?.health;
  }

  /** Receivers of the programme in real time; nothing while it is not on air. */
  get frontRow(): FrontRow | undefined {
    return this.phase === 'live' ? this.#run?.frontRow : undefined;
  }

  /** The wall clock at the programme's zero. */
  get anchorWallMs(): number | undefined {
    return this.#run?.anchorWallMs;
  }

  /** What the programme's clock showed at a moment of this machine's wall clock. */
  programmeMsAt(wallMs: number): number {
    return wallMs + (this.#run?.clockOffsetMs ?? 0);
  }

  /** What the show begins and ends with. */
  setBookends({ intro, outro }: { intro: string | null; outro: string | null }): void {
    this.#intro = intro;
    this.#outro = outro;
  }

  /** Answers whether this call brought the show on air. Only what was never on air begins with the intro. */
  goLive(): Promise<boolean> {
    if (this.#intro !== null && !this.#lifecycle.wasOnAir && this.phase !== 'starting')
      this.#bookend.intro(this.#intro);
    return this.#lifecycle.goLive();
  }

  cancelStart(): Promise<boolean> {
    return this.#lifecycle.cancelStart();
  }

  /** Plays the outro and calls `then` at its end. False where there is none to play. */
  playOutro(then: () => void): boolean {
    return this.#outro !== null && this.phase === 'live' && this.#bookend.outro(this.#outro, then);
  }

  /** Goes on with an outro that began before this server did. False where there is none to play. */
  resumeOutro(agoMs: number, then: () => void): boolean {
    if (this.#outro === null || this.phase === 'ended') return false;
    const isResumed = this.#bookend.outro(this.#outro, then, agoMs);
    if (isResumed) this.#replayOutro();
    return isResumed;
  }

  /** Answers whether this call ended the show. */
  end(): Promise<boolean> {
    this.#bookend.stop();
    return this.#lifecycle.end();
  }

  abandon(reason: string): Promise<void> {
    return this.#lifecycle.abandon(reason);
  }

  /** What is stored of the show was changed by a move that concerns no run. */
  follow(stored: ShowPhase): void {
    this.#lifecycle.follow(stored);
  }

  setLayout(layout: Layout): void {
    this.#change({ layout });
    this.redraw();
    this.#tellScene();
  }

  /** What is kept of the show names another layout; a change of something else leaves the studio's choice alone. */
  keepLayout(kind: Layout['kind']): void {
    if (kind === this.#keptLayout) return;
    this.#keptLayout = kind;
    this.setLayout({ ...this.#view.layout, kind });
  }

  /** An input that is the show has the whole canvas; without one the layout is what it was before. */
  giveCanvas(participantId: string | undefined): void {
    const { layout } = this.#view;
    if (participantId !== undefined) {
      this.#layoutOfPeople ??= layout;
      this.setLayout({ ...layout, kind: 'solo', pinned: { participantId, source: 'camera' }, labels: false });
      return;
    }
    const before = this.#layoutOfPeople;
    this.#layoutOfPeople = undefined;
    if (before !== undefined) this.setLayout(before);
  }

  /** The input that is the show does not send: viewers see a slate, even with other participants on the stage. */
  setProgrammeAway(isAway: boolean): void {
    if (this.#isProgrammeAway === isAway) return;
    this.#isProgrammeAway = isAway;
    this.#reviewSlate();
  }

  setOverlays(overlays: Overlays): void {
    this.#change({ overlays });
    this.#giveMedia();
    this.#run?.setOverlays(this.#overlays());
  }

  /** All that it shows; also when an image has come from another node. */
  redraw(): void {
    this.#giveMedia();
    this.#run?.setLayout(toProgrammeLayout(this.#view.layout, this.#options.findAsset));
    this.#run?.setOverlays(this.#overlays());
  }

  /** All of it with one frame of the programme. */
  setScene({ layout, overlays, transition, sceneId }: RequestData<'programme.set-scene'>): void {
    this.#change({ layout, overlays, sceneId });
    this.#giveMedia();
    this.#run?.setScene({
      layout: toProgrammeLayout(layout, this.#options.findAsset),
      overlays: this.#overlays(),
      transition,
    });
  }

  /** What the front says of its disk. */
  noteRewind(state: 'stopped' | 'working'): void {
    this.#notify(rewindNotice(state));
  }

  /** What the outputs say of their disk. */
  noteRecording(state: 'stopped' | 'working'): void {
    this.#notify(recordingNotice(state));
  }

  /** What the outputs say of the object store. */
  noteSharing(state: 'away' | 'working'): void {
    this.#notify(sharingNotice(state));
  }

  setAudioMix(audioMix: AudioMix): void {
    this.#change({ audioMix });
    this.#run?.setAudioMix(toProgrammeAudioMix(audioMix));
  }

  /** That which began before this server did; players have it from the programme. */
  setChapter(chapter: LiveChapter): void {
    this.#change({ chapter });
  }

  controlClip({ clipId, action, repeat }: RequestData<'programme.control-clip'>): void {
    if (action === 'play' && repeat) this.#repeated.add(clipId);
    else if (action !== 'pause') this.#repeated.delete(clipId);
    this.#giveClip(clipId);
    this.#run?.actOnClip(clipId, action);
  }

  setSlate(slate: Slate): void {
    this.#change({ slate });
    this.#reviewSlate();
  }

  /** Another node goes on with the show, without a cut. */
  giveAway(): void {
    this.#run?.giveAway?.();
  }

  /** The process stops or nobody uses the show: what is on air goes on when it is opened again. */
  async suspend(): Promise<void> {
    await this.#lifecycle.close();
    this.#bookend.close();
    await this.#run?.suspend();
    this.stage.close('shutdown');
  }

  async #start(signal: AbortSignal): Promise<void> {
    const run = await this.#options.startRun(signal);
    this.#run = run;
    this.#dress(run);
    const { events } = run;
    events.on('event', (event) => {
      if (event.kind === 'clip-ended') this.#clipEnded(event.clipId);
      this.#notify(noticeOf(event));
    });
    const told = new Set<string>();
    events.on('health', (health) => {
      for (const each of health.replacedEncoders?.filter(({ format }) => !told.has(format)) ?? []) {
        told.add(each.format);
        this.#notify(replacedEncoderNotice(each));
      }
      this.events.emit('health', health);
    });
    const failed = new Promise<never>((_, reject) => {
      events.on('failed', ({ reason }) => {
        reject(programmeFailed(reason));
        void this.#lifecycle.lost(reason).catch((error) => this.#warn('a lost run', error));
      });
    });
    failed.catch(() => undefined);
    await Promise.race([run.whenPlayable(signal), failed]);
    this.#view = {
      ...this.#view,
      liveSinceWallMs: this.#view.liveSinceWallMs ?? this.#options.clock.wallMs(),
    };
  }

  async #stop(why: 'ended' | 'lost'): Promise<void> {
    const run = this.#run;
    this.#run = undefined;
    await (why === 'ended' ? run?.end() : run?.discard())?.catch((error) => this.#warn('a run', error));
  }

  #moved(to: ShowPhase): void {
    if (to === 'interrupted') this.#notify(interruptedNotice());
    if (to === 'failed' || to === 'backstage') {
      this.#view = { ...this.#view, liveSinceWallMs: null };
      this.#bookend.stop();
    }
    this.events.emit('changed', this.view);
    if (to === 'live') this.#tellScene();
    if (to === 'ended') this.stage.close('ended');
  }

  /** Sends the present layout, overlays and slate to a new run. */
  #dress(run: ShowRun): void {
    this.redraw();
    run.setAudioMix(toProgrammeAudioMix(this.#view.audioMix));
    this.#replayOutro();
    this.#shownSlate = undefined;
    this.#wasInterrupted = this.#lifecycle.wasOnAir;
    this.#reviewSlate();
  }

  /** One that ended while no server was there to hear of it plays again, or nobody would learn of its end. */
  #replayOutro(): void {
    if (this.#bookend.playing === 'outro' && this.#outro !== null) this.#run?.actOnClip(this.#outro, 'play');
  }

  #reviewSlate(): void {
    const onStage = this.stage.participants.filter(({ isOnStage }) => isOnStage).length;
    if (onStage > 0) this.#wasPeopled = true;
    const emptiness = emptinessOf({ peopled: this.#wasPeopled, interrupted: this.#wasInterrupted });
    const isEmpty = this.#bookend.playing === undefined && (this.#isProgrammeAway || onStage === 0);
    const slate = slateFor(this.#view.slate, isEmpty ? emptiness : undefined);
    const text = JSON.stringify(slate);
    if (this.#run === undefined || text === this.#shownSlate) return;
    this.#shownSlate = text;
    this.#run.setSlate(toProgrammeSlate(slate));
    this.#tellScene();
  }

  #tellScene(): void {
    if (this.#run === undefined || this.phase !== 'live') return;
    const slate = this.#shownSlate === undefined ? 'none' : (JSON.parse(this.#shownSlate) as Slate).kind;
    this.marks.scene(slate === 'none' ? { LAYOUT: this.#view.layout.kind } : { SLATE: slate });
  }

  #notify(notice: ReturnType<typeof noticeOf>): void {
    if (notice) this.events.emit('notice', { ...notice, atWallMs: Math.round(this.#options.clock.wallMs()) });
  }

  #giveMedia(): void {
    for (const id of mediaOf(this.#view.layout, this.#view.overlays)) {
      this.#giveClip(id);
      const file = this.#options.findAsset(id);
      if (file !== undefined) this.#run?.addMedia(id, file);
    }
  }

  #giveClip(id: string): void {
    const clip = this.#options.findClip?.(id);
    if (clip !== undefined) this.#run?.addClip(clip);
  }

  /** A clip is over: it stays with its last frame, the people have the canvas again, or it plays again. */
  #clipEnded(clipId: string): void {
    this.#bookend.ended(clipId);
    const { layout } = this.#view;
    const atEnd = layout.media?.assetId === clipId ? layout.media.atEnd : undefined;
    if (atEnd === 'leave') this.setLayout({ ...layout, media: null });
    else if (atEnd === 'repeat' || this.#repeated.has(clipId)) this.#run?.actOnClip(clipId, 'play');
  }

  #overlays() {
    return toProgrammeOverlays(this.#view.overlays, this.#view.layout, this.#options.findAsset);
  }

  #warn(what: string, error: unknown): void {
    this.#options.log.warn('live.show | could not be stopped cleanly', { showId: this.showId, what, error });
  }

  #change(change: Partial<ProgrammeView>): void {
    this.#view = { ...this.#view, ...change };
    this.events.emit('changed', this.view);
  }
}
