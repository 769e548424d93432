import {
  type AudioMixInput,
  audioMixSchema,
  type ClipAction,
  type ClipFile,
  type LayoutInput,
  layoutSchema,
  type OverlaysInput,
  overlaysSchema,
  type ParticipantChange,
  type ParticipantInput,
  type ProgrammeEvent,
  type ProgrammeHealth,
  type ProgrammeParticipant,
  programmeParticipantSchema,
  type Rendition,
  type SlateInput,
  slateSchema,
  type TransitionInput,
  transitionSchema,
} from '#compositor';
import {
  type Clock,
  connectChannel,
  type FrameChannel,
  type Log,
  NOTICES_HANG,
  type Span,
  TypedEvents,
} from '#kernel';
import type { TimedEvent } from '#showlog';
import type { FromFrontRowSource, FromReceiver, ToFrontRowSource, ToReceiver } from '#stage';
import { type FromProgramme, fromProgrammeSchema, type StandbyState, type ToProgramme } from './messages.js';
import { SentImage } from './sent-image.js';

export interface ProgrammeConnectionOptions {
  socketPath: string;
  clock: Clock;
  log: Log;
  /** Gives up connecting. */
  signal: AbortSignal;
}

export interface ProgrammeConnectionEvents {
  /** Its encoders run. */
  ready: undefined;
  event: ProgrammeEvent;
  /** Once a second. */
  health: ProgrammeHealth;
  /** A player that comes now finds something to play. */
  playable: undefined;
  /** What the programme says to the stage about pipes and tracks. */
  stage: FromReceiver;
  /** What the programme says of its way to receivers in real time. */
  'front-row': FromFrontRowSource;
  /** What parts took to be published. */
  parts: readonly number[];
  /** For traces. */
  spans: readonly Span[];
  /** Who has all that is published: to be stored, then answered by `decided`. */
  standby: { id: number; nodeId: string | null };
  /** Of a programme that stands by. */
  'standing-by': { state: StandbyState };
  /** The programme is gone, or its connection is. */
  closed: undefined;
}

/** Fewer than a programme keeps: what is remembered here is surely there. */
const MEDIA_REMEMBERED = 16;
const NOTHING = new Uint8Array();

type Ready = Extract<FromProgramme, { kind: 'ready' }>;
type Handlers = { [K in FromProgramme['kind']]: (message: Extract<FromProgramme, { kind: K }>) => void };

/** The server's side of a programme that runs in another process. */
export class ProgrammeConnection {
  readonly events = new TypedEvents<ProgrammeConnectionEvents>();
  readonly #channel: FrameChannel;
  readonly #log: Log;
  readonly #participants = new Map<string, ProgrammeParticipant>();
  readonly #background = new SentImage();
  readonly #logo = new SentImage();
  /** What the programme still has of the images that were sent. */
  readonly #media = new Set<string>();
  readonly #handlers: Handlers = {
    accepted: () => this.#onAccepted(),
    ready: (ready) => {
      this.#ready = ready;
      this.#isPlayable ||= ready.isPlayable;
      this.events.emit('ready', undefined);
    },
    playable: () => {
      this.#isPlayable = true;
      this.events.emit('playable', undefined);
    },
    stage: ({ message }) => this.events.emit('stage', message),
    'front-row': ({ message }) => this.events.emit('front-row', message),
    health: ({ health }) => {
      this.#health = health;
      this.events.emit('health', health);
    },
    event: ({ event }) => this.events.emit('event', event),
    parts: ({ behindMs }) => this.events.emit('parts', behindMs),
    spans: ({ spans }) => this.events.emit('spans', spans),
    standby: ({ id, nodeId }) => {
      this.#undecided = { id, nodeId };
      this.events.emit('standby', { id, nodeId });
    },
    'standing-by': ({ state }) => this.events.emit('standing-by', { state }),
  };
  #health: ProgrammeHealth | undefined;
  #ready: Ready | undefined;
  #isPlayable = false;
  #undecided: { id: number; nodeId: string | null } | undefined;
  #onAccepted: () => void = () => undefined;

  /**
   * Resolves when the programme takes messages; it may be starting still, and what the server says by then is in
   * its first frames. Rejects where nobody listens yet: try again.
   */
  static async open({
    socketPath,
    clock,
    log,
    signal,
  }: ProgrammeConnectionOptions): Promise<ProgrammeConnection> {
    const channel = await connectChannel(socketPath, { clock, signal, heartbeat: NOTICES_HANG });
    const connection = new ProgrammeConnection(channel, log);
    await connection.#greet();
    return connection;
  }

  private constructor(channel: FrameChannel, log: Log) {
    this.#channel = channel;
    this.#log = log;
    channel.events.on('frame', ({ message }) => this.#hear(message));
    channel.events.on('closed', () => {
      this.events.emit('closed', undefined);
      this.events.clear();
    });
  }

  get isReady(): boolean {
    return this.#ready !== undefined;
  }

  /** The wall clock at the programme's zero, once it is ready. */
  get anchorWallMs(): number | undefined {
    return this.#ready?.anchorWallMs;
  }

  get renditions(): readonly Rendition[] {
    return this.#ready?.renditions ?? [];
  }

  /** What the programme waits for: said with its first words, before anybody could listen. */
  get undecided(): { id: number; nodeId: string | null } | undefined {
    return this.#undecided;
  }

  get isClosed(): boolean {
    return this.#channel.isClosed;
  }

  get isPlayable(): boolean {
    return this.#isPlayable;
  }

  /** What was measured in the last second; nothing in the first. */
  health(): ProgrammeHealth | undefined {
    return this.#health;
  }

  addMedia(id: string, file: Uint8Array): void {
    if (this.#media.has(id)) return;
    this.#media.add(id);
    for (const oldest of [...this.#media].slice(0, -MEDIA_REMEMBERED)) this.#media.delete(oldest);
    this.#say({ kind: 'media', id }, file);
  }

  /** A clip that layouts name by its id: a file on the machine of the programme. */
  addClip(file: ClipFile): void {
    this.#say({ kind: 'clip-added', file });
  }

  actOnClip(id: string, action: ClipAction): void {
    this.#say({ kind: 'clip', id, action });
  }

  /** Layout and overlays with one frame, led in by a transition. */
  setScene(scene: { layout: LayoutInput; overlays: OverlaysInput; transition: TransitionInput }): void {
    const { backgroundImage, ...layout } = layoutSchema.parse(scene.layout);
    const { logo, ...overlays } = overlaysSchema.parse(scene.overlays);
    const background = this.#background.next(backgroundImage);
    const sentLogo = this.#logo.next(logo?.image);
    this.#say(
      {
        kind: 'scene',
        layout,
        overlays,
        logoCorner: logo?.corner ?? 'top-right',
        background: background.image,
        backgroundBytes: background.bytes?.length ?? 0,
        logo: sentLogo.image,
        transition: transitionSchema.parse(scene.transition),
      },
      Buffer.concat([background.bytes ?? NOTHING, sentLogo.bytes ?? NOTHING]),
    );
  }

  setLayout(input: LayoutInput): void {
    const { backgroundImage, ...layout } = layoutSchema.parse(input);
    const { image, bytes } = this.#background.next(backgroundImage);
    this.#say({ kind: 'layout', layout, image }, bytes);
  }

  setOverlays(input: OverlaysInput): void {
    const { logo, ...overlays } = overlaysSchema.parse(input);
    const { image, bytes } = this.#logo.next(logo?.image);
    this.#say({ kind: 'overlays', overlays, logoCorner: logo?.corner ?? 'top-right', image }, bytes);
  }

  /** How each source is heard, and whether the mix is levelled. */
  setAudioMix(audioMix: AudioMixInput): void {
    this.#say({ kind: 'audio-mix', audioMix: audioMixSchema.parse(audioMix) });
  }

  /** Shows a slate instead of the stage, and nobody is heard; without one the stage is back. */
  setSlate(slate: SlateInput | undefined): void {
    this.#say({ kind: 'slate', slate: slate === undefined ? null : slateSchema.parse(slate) });
  }

  /** Brings a participant into the programme. */
  addParticipant(input: ParticipantInput): void {
    const participant = programmeParticipantSchema.parse(input);
    this.#participants.set(participant.id, participant);
    this.#say({ kind: 'participant-added', participant });
  }

  updateParticipant(id: string, change: ParticipantChange): void {
    const participant = this.#participants.get(id);
    if (participant) this.addParticipant({ ...participant, ...change, id });
  }

  removeParticipant(id: string): void {
    if (this.#participants.delete(id)) this.#say({ kind: 'participant-removed', id });
  }

  /** A span of the programme or text of an application: players get it with the media of its moment. */
  tellPlayers(event: TimedEvent): void {
    this.#say({ kind: 'timed', event });
  }

  /** What the stage says about pipes and tracks. */
  tellStage(message: ToReceiver): void {
    this.#say({ kind: 'stage', message });
  }

  /** What the server says of receivers in real time. */
  tellFrontRow(message: ToFrontRowSource): void {
    this.#say({ kind: 'front-row', message });
  }

  /** What the programme said of its standby is stored, and this node owns the show. */
  decided(id: number): void {
    if (this.#undecided?.id === id) this.#undecided = undefined;
    this.#say({ kind: 'decided', id });
  }

  /** The show is this programme's, which stood by, from now on. */
  takeOver(): void {
    this.#say({ kind: 'take-over' });
  }

  /** The show is the standby's from now on. */
  giveAway(): void {
    this.#say({ kind: 'give-away' });
  }

  /** The show is over. The programme ends by itself once all is written. */
  end(): void {
    this.#say({ kind: 'end' });
  }

  /** Leaves the programme running. */
  close(): void {
    this.#channel.close();
  }

  #greet(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#onAccepted = resolve;
      this.events.once('closed', () => reject(new Error('the programme ended the connection')));
      this.#channel.send({ kind: 'control' });
    });
  }

  #say(message: ToProgramme, bytes?: Uint8Array): void {
    this.#channel.send(message, bytes);
  }

  #hear(frame: unknown): void {
    const parsed = fromProgrammeSchema.safeParse(frame);
    if (!parsed.success) {
      this.#log.error('programme.control | a message is not understood', { error: parsed.error });
      return;
    }
    (this.#handlers[parsed.data.kind] as (message: FromProgramme) => void)(parsed.data);
  }
}
