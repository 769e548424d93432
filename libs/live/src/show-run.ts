import type {
  AudioMixInput,
  ClipAction,
  ClipFile,
  LayoutInput,
  OverlaysInput,
  ProgrammeEvent,
  ProgrammeHealth,
  SlateInput,
  TransitionInput,
} from '#compositor';
import type { Span, TypedEvents } from '#kernel';
import type { TimedEvent } from '#showlog';
import type { FrontRow } from '#stage';

export interface ShowRunEvents {
  /** What happened to encoders, decoders and tiles. */
  event: ProgrammeEvent;
  /** Once a second. */
  health: ProgrammeHealth;
  /** For traces. */
  spans: readonly Span[];
  /** The programme is lost and the run could not replace it: the run is over, and another one may be started. */
  failed: { reason: string };
}

/** Layout and overlays with one frame. */
export interface RunScene {
  layout: LayoutInput;
  overlays: OverlaysInput;
  transition: TransitionInput;
}

/**
 * The programme of one show from "go live" to "end", wherever it runs. The run feeds the programme from the stage and
 * replaces a programme that died on the same timeline; layout, overlays and slate are sent to the run once, and the run
 * tells them to every programme that it starts.
 */
export interface ShowRun {
  readonly events: TypedEvents<ShowRunEvents>;
  /** What was measured in the last second; nothing in the first. */
  readonly health: ProgrammeHealth | undefined;
  /** Receivers of the programme in real time; nothing while no programme is connected. */
  readonly frontRow: FrontRow | undefined;
  /** The wall clock at the programme's zero, which time stamps of the front row count from. */
  readonly anchorWallMs: number | undefined;
  /** Milliseconds to add to this machine's wall clock to get the programme's. */
  readonly clockOffsetMs: number;
  /** An image that layouts and overlays name by this id from now on; told again for each of them. */
  addMedia(id: string, file: Uint8Array): void;
  /** A clip that layouts name by its id from now on; sent again for each of them. */
  addClip(file: ClipFile): void;
  actOnClip(id: string, action: ClipAction): void;
  setLayout(layout: LayoutInput): void;
  setOverlays(overlays: OverlaysInput): void;
  setScene(scene: RunScene): void;
  setAudioMix(audioMix: AudioMixInput): void;
  setSlate(slate: SlateInput | undefined): void;
  /**
   * Players get it with the media of its moment. Spans go to every programme that the run starts. False: the programme is
   * away and the event, which is no span, is left out.
   */
  tellPlayers(event: TimedEvent): boolean;
  /** Resolves when a player that comes now finds a whole segment in every rendition; rejects after a deadline, or when the signal aborts. */
  whenPlayable(signal?: AbortSignal): Promise<void>;
  /** The show is over: the last frame is written, then the playlists get their end. May be called twice. */
  end(): Promise<void>;
  /** The start failed, or the run is lost: nothing of it goes on, and another run may resume the timeline. */
  discard(): Promise<void>;
  /** Another node, whose programme has all that was published, goes on with the show at once. */
  giveAway?(): void;
  /** This process stops and the show does not: playlists stay open for the run that resumes the timeline. */
  suspend(): Promise<void>;
}
