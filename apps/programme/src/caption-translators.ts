import {
  CommandTranslation,
  type Cue,
  SocketTranslation,
  type TranslationEngine,
  Translator,
} from '#captions';
import type { Clock, Log } from '#kernel';
import type { ProgrammeDescription } from '#programme-link';

export interface CaptionTranslatorsOptions {
  captions: ProgrammeDescription['captions'];
  onCue(language: string, cue: Cue): void;
  clock: Clock;
  log: Log;
}

type Translation = NonNullable<NonNullable<ProgrammeDescription['captions']>['translation']>;

/** What is said in the language of the stage, in the others of the show that an engine knows. */
export class CaptionTranslators {
  readonly #all: Translator[];

  constructor({ captions, onCue, clock, log }: CaptionTranslatorsOptions) {
    const { speech, translation } = captions ?? {};
    const engine = translation && engineOf(translation, clock, log);
    if (speech === undefined || translation === undefined || engine === undefined) {
      this.#all = [];
      return;
    }
    const { language: from } = speech;
    this.#all = translation.languages.map(
      (to) => new Translator({ engine, from, to, onCue: (cue) => onCue(to, cue), clock, log }),
    );
  }

  /** Lines in their final form. `programmeMs`: where the programme is. */
  translate(lines: readonly Cue[], programmeMs: number): void {
    for (const translator of this.#all) for (const line of lines) translator.translate(line, programmeMs);
  }

  close(): void {
    for (const translator of this.#all) translator.close();
  }
}

function engineOf({ command, url }: Translation, clock: Clock, log: Log): TranslationEngine | undefined {
  const [program, ...args] = command ?? [];
  if (program !== undefined) return new CommandTranslation({ command: [program, ...args], clock, log });
  return url === undefined ? undefined : new SocketTranslation({ url, log });
}
