import type { LayoutInput, OverlaysInput, Programme, ProgrammeParticipant } from '#compositor';
import type { FrameChannel, Log } from '#kernel';
import { type FromProgramme, type ToProgramme, toProgrammeSchema } from '#programme-link';
import type { TimedEvent } from '#showlog';
import type { FrontRowSource, StageReceiver } from '#stage';

export interface ControlSessionOptions {
  channel: FrameChannel;
  programme: Programme;
  receiver: StageReceiver;
  frontRow: FrontRowSource;
  onTimed: (event: TimedEvent) => void;
  onParticipant: (participant: ProgrammeParticipant) => void;
  onEnd: () => void;
  onTakeOver: () => void;
  onGiveAway: () => void;
  onDecided: (id: number) => void;
  log: Log;
}

type LogoCorner = Extract<ToProgramme, { kind: 'overlays' }>['logoCorner'];
type Image = Uint8Array<ArrayBuffer>;
type Handlers = {
  [K in ToProgramme['kind']]: (message: Extract<ToProgramme, { kind: K }>, bytes: Uint8Array) => void;
};

/**
 * One connection of a server. Participants that another connection brought in leave: this server brings in its own.
 * Layout, overlays and slate stay until it sets its own.
 */
export class ControlSession {
  readonly #options: ControlSessionOptions;
  readonly #onAir = new Set<string>();
  #background: Image | undefined;
  #logo: Image | undefined;
  readonly #handlers: Handlers = {
    layout: ({ layout, image }, bytes) => {
      this.#background = pick(image, this.#background, bytes);
      this.#options.programme.setLayout(this.#withBackground(layout));
    },
    overlays: ({ overlays, logoCorner, image }, bytes) => {
      this.#logo = pick(image, this.#logo, bytes);
      this.#options.programme.setOverlays(this.#withLogo(overlays, logoCorner));
    },
    media: ({ id }, bytes) => this.#options.programme.addMedia(id, new Uint8Array(bytes)),
    'clip-added': ({ file }) => this.#options.programme.addClip(file),
    clip: ({ id, action }) => this.#options.programme.actOnClip(id, action),
    scene: ({ layout, overlays, logoCorner, background, backgroundBytes, logo, transition }, bytes) => {
      this.#background = pick(background, this.#background, bytes.subarray(0, backgroundBytes));
      this.#logo = pick(logo, this.#logo, bytes.subarray(backgroundBytes));
      this.#options.programme.setScene({
        layout: this.#withBackground(layout),
        overlays: this.#withLogo(overlays, logoCorner),
        transition,
      });
    },
    'audio-mix': ({ audioMix }) => this.#options.programme.setAudioMix(audioMix),
    slate: ({ slate }) => this.#options.programme.setSlate(slate ?? undefined),
    'participant-added': ({ participant }) => {
      this.#onAir.add(participant.id);
      this.#options.programme.addParticipant(participant);
      this.#options.onParticipant(participant);
    },
    'participant-removed': ({ id }) => {
      this.#onAir.delete(id);
      this.#options.programme.removeParticipant(id);
    },
    timed: ({ event }) => this.#options.onTimed(event),
    stage: ({ message }) => this.#options.receiver.hear(message),
    'front-row': ({ message }) => this.#options.frontRow.hear(message),
    'take-over': () => this.#options.onTakeOver(),
    'give-away': () => this.#options.onGiveAway(),
    decided: ({ id }) => this.#options.onDecided(id),
    end: () => this.#options.onEnd(),
  };

  constructor(options: ControlSessionOptions) {
    this.#options = options;
    options.channel.events.on('frame', ({ message, bytes }) => this.#hear(message, bytes));
    this.say({ kind: 'accepted' });
  }

  /** The encoders run. */
  ready(isPlayable: boolean): void {
    const { anchorWallMs, renditions } = this.#options.programme;
    this.say({ kind: 'ready', anchorWallMs, renditions, isPlayable });
  }

  say(message: FromProgramme): void {
    this.#options.channel.send(message);
  }

  /** The programme goes on without a server: tracks are gone, participants show their placeholders. */
  abandoned(): void {
    this.#options.receiver.reset();
    this.#options.frontRow.reset();
  }

  /** Another server has connected: the participants of this one leave. */
  close(): void {
    this.abandoned();
    for (const id of this.#onAir) this.#options.programme.removeParticipant(id);
    this.#onAir.clear();
    this.#options.channel.close();
  }

  #withBackground(layout: LayoutInput): LayoutInput {
    return { ...layout, ...given('backgroundImage', this.#background) };
  }

  #withLogo(overlays: OverlaysInput, corner: LogoCorner): OverlaysInput {
    return { ...overlays, ...given('logo', this.#logo && { image: this.#logo, corner }) };
  }

  #hear(frame: unknown, bytes: Uint8Array): void {
    const parsed = toProgrammeSchema.safeParse(frame);
    if (!parsed.success) {
      this.#options.log.error('programme.control | a message is not understood', { error: parsed.error });
      return;
    }
    const handle = this.#handlers[parsed.data.kind] as (message: ToProgramme, bytes: Uint8Array) => void;
    handle(parsed.data, bytes);
  }
}

/** The bytes of a frame are a view into what the socket read: kept ones are a copy. */
function pick(image: 'none' | 'new' | 'same', last: Image | undefined, bytes: Uint8Array): Image | undefined {
  if (image === 'same') return last;
  return image === 'new' ? new Uint8Array(bytes) : undefined;
}

const given = <K extends string, T>(key: K, value: T | undefined) =>
  (value === undefined ? {} : { [key]: value }) as Partial<Record<K, T>>;
