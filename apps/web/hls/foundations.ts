/**
 * Stands in for the packages below hls.js, whose sources we build without what our playlists never carry. Our media
 * is fragmented MP4 without ID3 tags; what is left are an id, a decoder, absolute addresses and an emitter.
 */
const decoder = new TextDecoder();

export const uuid = (): string => crypto.randomUUID();

export function utf8ArrayToStr(bytes: Uint8Array, exitOnNull = false): string {
  const end = exitOnNull ? bytes.indexOf(0) : -1;
  return decoder.decode(end < 0 ? bytes : bytes.subarray(0, end));
}

export const canParseId3 = (): boolean => false;
export const getId3Data = (): undefined => undefined;
export const getId3Timestamp = (): undefined => undefined;
export const getId3Frames = (): never[] => [];
export const isId3TimestampFrame = (): boolean => false;

/** Captions come as WebVTT: this codec is in none of our playlists. */
export const IMSC1_CODEC = 'stpp.ttml.im1t';
export const parseIMSC1 = (): void => {};

export const buildAbsoluteURL = (base: string, relative: string): string =>
  new URL(relative, base || location.href).href;

type Listener = (...values: unknown[]) => void;
interface Entry {
  listener: Listener;
  context: unknown;
  isOnce: boolean;
}

export class EventEmitter {
  readonly #entries = new Map<string, Entry[]>();

  on(name: string, listener: Listener, context: unknown = this): this {
    return this.#add(name, { listener, context, isOnce: false });
  }

  once(name: string, listener: Listener, context: unknown = this): this {
    return this.#add(name, { listener, context, isOnce: true });
  }

  off(name: string, listener?: Listener, context?: unknown, isOnce = false): this {
    const isMeant = (entry: Entry) =>
      (listener === undefined || entry.listener === listener) &&
      (context === undefined || entry.context === context) &&
      (!isOnce || entry.isOnce);
    this.#entries.set(
      name,
      (this.#entries.get(name) ?? []).filter((entry) => !isMeant(entry)),
    );
    return this;
  }

  removeAllListeners(name?: string): this {
    if (name === undefined) this.#entries.clear();
    else this.#entries.delete(name);
    return this;
  }

  listeners(name: string): Listener[] {
    return (this.#entries.get(name) ?? []).map(({ listener }) => listener);
  }

  listenerCount(name: string): number {
    return this.#entries.get(name)?.length ?? 0;
  }

  emit(name: string, ...values: unknown[]): boolean {
    const entries = this.#entries.get(name) ?? [];
    for (const { listener, context, isOnce } of [...entries]) {
      if (isOnce) this.off(name, listener, context, true);
      listener.apply(context, values);
    }
    return entries.length > 0;
  }

  #add(name: string, entry: Entry): this {
    this.#entries.set(name, [...(this.#entries.get(name) ?? []), entry]);
    return this;
  }
}
