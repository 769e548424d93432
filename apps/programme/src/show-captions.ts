import { Captioner, CommandEngine, type Cue, RealtimeEngine, type SpeechEngine, VoskEngine } from '#captions';
import type { Programme, ProgrammeParticipant } from '#compositor';
import type { Clock, Log } from '#kernel';
import type { ProgrammeDescription } from '#programme-link';
import type { TimedEvent } from '#showlog';
import { CaptionTranslators } from './caption-translators.js';

export interface ShowCaptionsOptions {
  description: Pick<ProgrammeDescription, 'captions' | 'profile'>;
  programme: Programme;
  tell(event: TimedEvent): void;
  clock: Clock;
  log: Log;
}

/** A word may change for as long without being late for a viewer who is as close as the profile lets them be. */
const SETTLE_MS: Record<ProgrammeDescription['profile'], number> = { low: 400, ultra: 150, standard: 2_000 };

type Speech = NonNullable<NonNullable<ProgrammeDescription['captions']>['speech']>;

/** What is said on stage, written down into the show's log. Nothing where nobody wants to read it. */
export class ShowCaptions {
  readonly #options: ShowCaptionsOptions;
  readonly #names = new Map<string, string>();
  readonly #translators: CaptionTranslators;
  #captioner: Captioner | undefined;
  #isClosed = false;

  constructor(options: ShowCaptionsOptions) {
    this.#options = options;
    const { description, clock, log } = options;
    const onCue = (language: string, cue: Cue) => this.#tell(language, cue);
    this.#translators = new CaptionTranslators({ captions: description.captions, onCue, clock, log });
  }

  /** What is written is published from now on. */
  begin(): void {
    const { description, programme, clock, log } = this.#options;
    const speech = description.captions?.speech;
    const engine = speech && engineOf(speech, this.#options);
    if (speech === undefined || engine === undefined || this.#captioner || this.#isClosed) return;
    const settleMs = SETTLE_MS[description.profile];
    const captioner = new Captioner({ engine, settleMs, clock, log });
    this.#captioner = captioner;
    for (const [id, name] of this.#names) captioner.name(id, name);
    captioner.events.on('cue', (cue) => this.#tell(speech.language, cue));
    captioner.events.on('said', ({ lines, programmeMs }) => this.#translators.translate(lines, programmeMs));
    programme.events.on('speech', ({ participantId, samples, programmeMs }) =>
      captioner.hear(participantId, samples, programmeMs),
    );
    programme.wantSpeech(true);
  }

  name({ id, name }: Pick<ProgrammeParticipant, 'id' | 'name'>): void {
    const short = name.slice(0, 60);
    this.#names.set(id, short);
    this.#captioner?.name(id, short);
  }

  /** A person has typed what is said, in a language that may be translated. */
  typed(event: TimedEvent): void {
    const { speech } = this.#options.description.captions ?? {};
    if (event.kind === 'cue') this.#draw(event.language, event.cue);
    if (event.kind === 'cue' && event.language === speech?.language && !this.#isClosed)
      this.#translators.translate([event.cue], event.cue.startMs);
  }

  close(): void {
    this.#isClosed = true;
    this.#captioner?.close();
    this.#translators.close();
  }

  #tell(language: string, cue: Cue): void {
    this.#draw(language, cue);
    const { words, ...rest } = cue;
    this.#options.tell({ kind: 'cue', language, cue: { ...rest, words: [...words] } });
  }

  /** Into the video of formats that want it. */
  #draw(language: string, { id, speaker, words, startMs, endMs }: Cue): void {
    const text = words.map((word) => word.text).join(' ');
    const caption = { id, text, lastsMs: endMs - startMs, ...(speaker === undefined ? {} : { speaker }) };
    this.#options.programme.putCaption(language, caption);
  }
}

function engineOf(
  { command, url, realtime, language }: Speech,
  { clock, log }: Pick<ShowCaptionsOptions, 'clock' | 'log'>,
): SpeechEngine | undefined {
  const [program, ...args] = command ?? [];
  if (program !== undefined) return new CommandEngine({ command: [program, ...args], clock, log });
  if (url === undefined) return undefined;
  return realtime
    ? new RealtimeEngine({ url, language, ...realtime, clock, log })
    : new VoskEngine({ url, log });
}
