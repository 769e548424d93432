export interface Caption {
  /** Stands for itself in the menu's choice. */
  index: number;
  /** As the playlist says it, such as `ko` or `en-GB`; empty when the playlist names none. */
  language: string;
  name: string;
}

const family = (language: string): string => language.toLowerCase().split('-')[0] ?? '';

/** Which captions are shown, by what the viewer wanted: the tracks themselves come and go with what plays. */
export class CaptionChoice {
  /** Of the video, where its bottom has something to read. */
  isAtTop = false;
  #offered: readonly Caption[] = [];
  #wanted: string | null;
  /** What one press brings back. */
  #last: string | undefined;

  /** `wanted` is a language, or null for none. */
  constructor(wanted: string | null) {
    this.#wanted = wanted;
    this.#last = wanted ?? undefined;
  }

  get wanted(): string | null {
    return this.#wanted;
  }

  /** Null is none. */
  get chosen(): number | null {
    return this.#wanted === null ? null : (this.#find(this.#wanted)?.index ?? null);
  }

  offer(captions: readonly Caption[]): void {
    this.#offered = captions;
  }

  choose(index: number | null): void {
    const caption = this.#offered.find((each) => each.index === index);
    this.#wanted = caption?.language ?? null;
    this.#last = caption?.language ?? this.#last;
  }

  /** Off, or what was on before, else the one in a language of the viewer, else the first. */
  toggle(languages: readonly string[]): void {
    if (this.chosen !== null) {
      this.choose(null);
      return;
    }
    const likely = [...(this.#last === undefined ? [] : [this.#last]), ...languages];
    const found = likely.map((language) => this.#find(language)).find((each) => each !== undefined);
    this.choose((found ?? this.#offered[0])?.index ?? null);
  }

  #find(language: string): Caption | undefined {
    return (
      this.#offered.find((each) => each.language === language) ??
      this.#offered.find((each) => family(each.language) === family(language))
    );
  }
}
