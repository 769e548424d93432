import type { MediaPlaylist, MultivariantPlaylist, PartFacts } from '#media';
import type { MediaSource, Programme, ProgrammeRendition } from './ports.js';

/** One rendition across several sources. It has changed whenever its source has, or another source takes over. */
class SwitchedRendition implements ProgrammeRendition {
  readonly id: string;
  readonly kind: 'video' | 'audio' | 'subtitles';
  revision = 0;
  #source: ProgrammeRendition;
  #hasPlayed = false;
  #unsubscribe: () => void;
  readonly #listeners = new Set<() => void>();

  constructor(source: ProgrammeRendition) {
    this.id = source.id;
    this.kind = source.kind;
    this.#source = source;
    this.#unsubscribe = source.onChanged(() => this.#changed());
  }

  get published(): boolean {
    return this.#source.published;
  }

  get hasEarlier(): boolean {
    return this.#hasPlayed || this.#source.hasEarlier;
  }

  get ended(): boolean {
    return this.#source.ended;
  }

  get edge(): { msn: number; parts: number } {
    return this.#source.edge;
  }

  partFacts(name: string): PartFacts | undefined {
    return this.#source.partFacts(name);
  }

  partsOf(msn: number): number | undefined {
    return this.#source.partsOf(msn);
  }

  onChanged(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  switchTo(source: ProgrammeRendition): void {
    this.#unsubscribe();
    this.#hasPlayed ||= this.#source.published;
    this.#source = source;
    this.#unsubscribe = source.onChanged(() => this.#changed());
    this.#changed();
  }

  close(): void {
    this.#unsubscribe();
  }

  #changed(): void {
    this.revision += 1;
    for (const listener of [...this.#listeners]) listener();
  }
}

/**
 * A programme whose source may be replaced while players wait for it: what they wait for stays the same, and a
 * source that is there already answers them.
 */
export class SwitchedProgramme implements Programme {
  #source: Programme;
  #renditions = new Map<string, SwitchedRendition>();

  constructor(source: Programme) {
    this.#source = source;
    for (const each of source.renditions.values()) this.#renditions.set(each.id, new SwitchedRendition(each));
  }

  get source(): MediaSource {
    return this.#source.source;
  }

  switchTo(source: Programme): void {
    if (source === this.#source) return;
    this.#source = source;
    const kept = new Map<string, SwitchedRendition>();
    for (const each of source.renditions.values()) {
      const known = this.#renditions.get(each.id);
      kept.set(each.id, known?.kind === each.kind ? known : new SwitchedRendition(each));
    }
    for (const [id, rendition] of this.#renditions) if (kept.get(id) !== rendition) rendition.close();
    const before = this.#renditions;
    this.#renditions = kept;
    // After all of them are in place: those that wait read any of them.
    for (const [id, rendition] of kept)
      if (before.get(id) === rendition) rendition.switchTo(source.renditions.get(id) as ProgrammeRendition);
  }

  get targetDurationSeconds(): number {
    return this.#source.targetDurationSeconds;
  }

  get renditions(): ReadonlyMap<string, ProgrammeRendition> {
    return this.#renditions;
  }

  isGivenUp(renditionId: string): boolean {
    return this.#source.isGivenUp(renditionId);
  }

  renditionsOf(format?: string): readonly string[] {
    return this.#source.renditionsOf(format);
  }

  multivariant(format?: string): MultivariantPlaylist {
    return this.#source.multivariant(format);
  }

  playlist(renditionId: string): MediaPlaylist | undefined {
    return this.#source.playlist(renditionId);
  }
}
