import type { RecordingIndex } from './recording-index.js';
import type { RecordingLine } from './recording-line.js';

/** Facts that become true together, when their bytes and these lines are on disk. */
export class Batch {
  readonly lines: RecordingLine[] = [];
  readonly renditionIds = new Set<string>();
  readonly #index: RecordingIndex;
  readonly #named = new Set<string>();

  constructor(index: RecordingIndex) {
    this.#index = index;
  }

  get text(): Buffer {
    return Buffer.from(this.lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  }

  isNewRendition(renditionId: string): boolean {
    return !this.#index.renditions.has(renditionId) && !this.#named.has(renditionId);
  }

  isNewMap(renditionId: string, uri: string): boolean {
    const isKnown = this.#index.renditions.get(renditionId)?.maps.has(uri) ?? false;
    return !isKnown && !this.#named.has(`${renditionId} ${uri}`);
  }

  add(line: RecordingLine): void {
    this.lines.push(line);
    if (line.fact === 'rendition') this.#named.add(line.rendition.id);
    else this.renditionIds.add(line.renditionId);
    if (line.fact === 'map') this.#named.add(`${line.renditionId} ${line.uri}`);
  }
}
