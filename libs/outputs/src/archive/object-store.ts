import type { Readable } from 'node:stream';

export interface StoredObject {
  /** Steps separated by `/`, the first one not empty. */
  key: string;
  bytes: number;
  /** Another one where the object was written again. */
  tag: string;
}

export interface ObjectFacts {
  bytes: number;
  /** The same as long as the bytes are. Without quotes. */
  tag: string;
}

/** First and last byte. */
export interface ByteRange {
  start: number;
  end: number;
}

/** Where files are stored beside this disk. Twins: `DiskObjects` and `S3Objects`. A write that failed leaves no object. */
export interface ObjectStore {
  /** Rejects when it cannot be used now. */
  check(): Promise<void>;
  /** A file that does not change any more. What an earlier attempt has sent of it is not sent again. */
  put(key: string, path: string, signal: AbortSignal): Promise<void>;
  /** What is small and in memory. */
  putBytes(key: string, bytes: Buffer, signal: AbortSignal): Promise<void>;
  /** Nothing where there is no such object. */
  facts(key: string): Promise<ObjectFacts | undefined>;
  read(key: string, range?: ByteRange): Promise<Readable>;
  /** Of those whose keys could be ours. */
  list(prefix: string): Promise<StoredObject[]>;
  /** The steps that follow a prefix, each once, where more follows them. */
  folders(prefix: string): Promise<string[]>;
  /** Resolves also where there is none. */
  remove(key: string): Promise<void>;
  /** An address where anybody may fetch the object for a while; nothing where it must go through this server. */
  linkTo(key: string, wish: LinkWish): Promise<string | undefined>;
  close(): void;
}

export interface LinkWish {
  seconds: number;
  type: string;
  /** The browser saves it under this name. */
  saveAs: string;
}

const KEY = /^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;

/** What others put into a store beside ours may be named in any way. */
export const isKey = (key: string): boolean => key.length <= 500 && KEY.test(key);

/** Throws a RangeError for a key that could lead out of its place. */
export function checkKey(key: string): string {
  if (!isKey(key)) throw new RangeError(`no key of an object: ${key.slice(0, 40)}`);
  return key;
}
