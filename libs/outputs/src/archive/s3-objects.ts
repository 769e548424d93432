import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandOutput,
  ListPartsCommand,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { systemClock } from '#kernel';
import { endWhenSlow } from './end-when-slow.js';
import {
  type ByteRange,
  checkKey,
  isKey,
  type LinkWish,
  type ObjectFacts,
  type ObjectStore,
  type StoredObject,
} from './object-store.js';

export interface S3Place {
  endpoint: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  bucket: string;
  /** Before each key, with its slash; or nothing. */
  prefix: string;
  /** Where browsers reach the store; without it they fetch through this server. */
  publicEndpoint?: string | undefined;
}

/** Also the most that an interrupted upload sends again. Ten thousand of them are 78 GiB. */
const PART_BYTES = 8 * 1024 ** 2;
const CONNECTS_WITHIN_MS = 5_000;
const SILENT_MS = 30_000;
/** For tests: an answer and a body that come too slowly are given up after so long. */
export interface S3Bounds {
  answeredWithinMs: number;
  paceMs: number;
}

/** Far more than a recording has files. */
const LISTED_AT_MOST = 100_000;
/** A page holds a thousand; stores that give less in one are still patient enough to list all. */
const MOST_PAGES = 200;
/** For an answer of a few bytes, however slowly they come: a store that trickles is as good as away. */
const ANSWERED_WITHIN_MS = 20_000;
/** Slower than this, a store is as good as away. */
const SLOWEST_BYTES_PER_SECOND = 32 * 1024;
const PACE_LOOKED_AT_MS = 10_000;
/** Who calls tries again later; the client's own attempts would only hide that. */
const ATTEMPTS = 2;

/** A bucket of an S3-compatible store. */
export class S3Objects implements ObjectStore {
  readonly #place: S3Place;
  readonly #client: S3Client;
  readonly #signer: S3Client | undefined;
  readonly #bounds: S3Bounds;

  constructor(place: S3Place, bounds: Partial<S3Bounds> = {}) {
    this.#place = place;
    this.#bounds = { answeredWithinMs: ANSWERED_WITHIN_MS, paceMs: PACE_LOOKED_AT_MS, ...bounds };
    this.#client = new S3Client(clientConfig(place, place.endpoint));
    if (place.publicEndpoint !== undefined)
      this.#signer = new S3Client(clientConfig(place, place.publicEndpoint));
  }

  async check(): Promise<void> {
    await this.#client.send(new HeadBucketCommand({ Bucket: this.#place.bucket }), this.#within());
  }

  async put(key: string, path: string, signal: AbortSignal): Promise<void> {
    const at = this.#at(key);
    const handle = await open(path, 'r');
    try {
      const { size } = await handle.stat();
      if (size > PART_BYTES) await this.#putParts(at, handle, size, signal);
      else {
        const Body = await readPart(handle, 0, size);
        await this.#client.send(new PutObjectCommand({ ...at, Body }), this.#within(signal, size));
      }
    } finally {
      await handle.close();
    }
  }

  async putBytes(key: string, bytes: Buffer, signal: AbortSignal): Promise<void> {
    const wish = new PutObjectCommand({ ...this.#at(key), Body: bytes });
    await this.#client.send(wish, this.#within(signal, bytes.length));
  }

  async facts(key: string): Promise<ObjectFacts | undefined> {
    try {
      const { ContentLength = 0, ETag = '' } = await this.#client.send(
        new HeadObjectCommand(this.#at(key)),
        this.#within(),
      );
      return { bytes: ContentLength, tag: ETag.replace(/[^A-Za-z0-9-]/g, '') };
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async read(key: string, range?: ByteRange): Promise<Readable> {
    const Range = range === undefined ? undefined : `bytes=${range.start}-${range.end}`;
    const head = new AbortController();
    const cancel = systemClock.after(this.#bounds.answeredWithinMs, () => head.abort(new Error('too slow')));
    const wish = new GetObjectCommand({ ...this.#at(key), Range });
    const { Body } = await this.#client.send(wish, { abortSignal: head.signal }).finally(cancel);
    if (!(Body instanceof Readable)) throw new Error('the store answered without bytes');
    return endWhenSlow(Body, systemClock, { paceMs: this.#bounds.paceMs, slowest: SLOWEST_BYTES_PER_SECOND });
  }

  async list(prefix: string): Promise<StoredObject[]> {
    const { prefix: ours } = this.#place;
    const found: StoredObject[] = [];
    for await (const { Contents = [] } of this.#pages({ Prefix: ours + prefix })) {
      for (const { Key = '', Size: bytes = 0, ETag = '', LastModified } of Contents) {
        const key = Key.slice(ours.length);
        const tag = `${ETag}${LastModified?.getTime() ?? ''}`;
        if (Key.startsWith(ours + prefix) && isKey(key)) found.push({ key, bytes, tag });
      }
      if (found.length > LISTED_AT_MOST) throw endless();
    }
    return found;
  }

  async folders(prefix: string): Promise<string[]> {
    const within = this.#place.prefix + prefix;
    const found: string[] = [];
    for await (const { CommonPrefixes = [] } of this.#pages({ Prefix: within, Delimiter: '/' })) {
      for (const { Prefix: place = '' } of CommonPrefixes) {
        const step = place.slice(within.length, -1);
        if (place.startsWith(within) && isKey(step)) found.push(step);
      }
      if (found.length > LISTED_AT_MOST) throw endless();
    }
    return found;
  }

  async *#pages(wish: { Prefix: string; Delimiter?: string }): AsyncGenerator<ListObjectsV2CommandOutput> {
    let ContinuationToken: string | undefined;
    for (let pages = 0; pages < MOST_PAGES; pages += 1) {
      const asked = { Bucket: this.#place.bucket, ...wish, ContinuationToken };
      const page = await this.#client.send(new ListObjectsV2Command(asked), this.#within());
      yield page;
      ContinuationToken = nextOf(ContinuationToken, page.NextContinuationToken);
      if (ContinuationToken === undefined) return;
    }
    throw endless();
  }

  async remove(key: string): Promise<void> {
    const at = this.#at(key);
    for (const UploadId of await this.#uploadsOf(at))
      await this.#client.send(new AbortMultipartUploadCommand({ ...at, UploadId }), this.#within());
    await this.#client.send(new DeleteObjectCommand(at), this.#within());
  }

  async linkTo(key: string, { seconds, type, saveAs }: LinkWish): Promise<string | undefined> {
    if (this.#signer === undefined) return undefined;
    const wish = new GetObjectCommand({
      ...this.#at(key),
      ResponseContentType: type,
      ResponseContentDisposition: `attachment; filename="${saveAs}"`,
    });
    return getSignedUrl(this.#signer, wish, { expiresIn: Math.max(1, Math.floor(seconds)) });
  }

  close(): void {
    this.#client.destroy();
    this.#signer?.destroy();
  }

  /** The whole of a request and its answer, with so many bytes on the way. */
  #within(signal?: AbortSignal, bytes = 0): { abortSignal: AbortSignal } {
    const ms = this.#bounds.answeredWithinMs + (bytes / SLOWEST_BYTES_PER_SECOND) * 1_000;
    const inTime = AbortSignal.timeout(Math.ceil(ms));
    return { abortSignal: signal === undefined ? inTime : AbortSignal.any([signal, inTime]) };
  }

  #at(key: string): Target {
    return { Bucket: this.#place.bucket, Key: this.#place.prefix + checkKey(key) };
  }

  /** Parts of an earlier attempt count where their bytes are the file's: the tag of a part is their MD5. */
  async #putParts(at: Target, handle: FileHandle, size: number, signal: AbortSignal): Promise<void> {
    const [known, ...others] = await this.#uploadsOf(at);
    for (const UploadId of others)
      await this.#client.send(new AbortMultipartUploadCommand({ ...at, UploadId }), this.#within(signal));
    const UploadId =
      known ?? (await this.#client.send(new CreateMultipartUploadCommand(at), this.#within(signal))).UploadId;
    const upload = { ...at, UploadId };
    const sent = known === undefined ? new Map<number, string>() : await this.#partsOf(upload);
    const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
    for (let start = 0; start < size; start += PART_BYTES) {
      const PartNumber = start / PART_BYTES + 1;
      const Body = await readPart(handle, start, Math.min(PART_BYTES, size - start));
      let ETag = sent.get(PartNumber);
      if (ETag?.replaceAll('"', '') !== createHash('md5').update(Body).digest('hex')) {
        const part = new UploadPartCommand({ ...upload, PartNumber, Body });
        ({ ETag } = await this.#client.send(part, this.#within(signal, Body.length)));
      }
      Parts.push({ PartNumber, ETag });
    }
    const whole = new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } });
    await this.#client.send(whole, this.#within(signal));
  }

  /** Begun and not ended, the newest first. */
  async #uploadsOf({ Bucket, Key }: Target): Promise<string[]> {
    const { Uploads = [] } = await this.#client.send(
      new ListMultipartUploadsCommand({ Bucket, Prefix: Key }),
      this.#within(),
    );
    return Uploads.filter((upload) => upload.Key === Key)
      .sort((a, b) => (b.Initiated?.getTime() ?? 0) - (a.Initiated?.getTime() ?? 0))
      .flatMap(({ UploadId }) => (UploadId === undefined ? [] : [UploadId]));
  }

  async #partsOf(upload: Target & { UploadId: string | undefined }): Promise<Map<number, string>> {
    const parts = new Map<number, string>();
    let PartNumberMarker: string | undefined;
    let pages = 0;
    do {
      const page = await this.#client.send(
        new ListPartsCommand({ ...upload, PartNumberMarker }),
        this.#within(),
      );
      for (const { PartNumber = 0, ETag = '' } of page.Parts ?? []) parts.set(PartNumber, ETag);
      pages += 1;
      if (parts.size > LISTED_AT_MOST || pages > MOST_PAGES)
        throw new Error('the store lists without an end');
      PartNumberMarker = nextOf(PartNumberMarker, page.IsTruncated ? page.NextPartNumberMarker : undefined);
    } while (PartNumberMarker !== undefined);
    return parts;
  }
}

interface Target {
  Bucket: string;
  Key: string;
}

/** Checksums that only newer stores know are left out; addresses name the bucket in their path, as every store takes them. */
const clientConfig = (
  { region, accessKeyId, secretAccessKey }: S3Place,
  endpoint: string,
): S3ClientConfig => ({
  endpoint,
  region,
  credentials: { accessKeyId, secretAccessKey },
  forcePathStyle: true,
  maxAttempts: ATTEMPTS,
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
  requestHandler: { connectionTimeout: CONNECTS_WITHIN_MS, socketTimeout: SILENT_MS },
});

async function readPart(handle: FileHandle, start: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let read = 0;
  while (read < length) {
    const { bytesRead } = await handle.read(bytes, read, length - read, start + read);
    if (bytesRead === 0) throw new Error('the file became shorter');
    read += bytesRead;
  }
  return bytes;
}

const endless = () => new Error('the store lists without an end');

/** A store that names the same place twice would be asked for ever. */
function nextOf(place: string | undefined, next: string | undefined): string | undefined {
  if (next !== undefined && next === place) throw new Error('the store lists in a circle');
  return next;
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'NotFound' || error.name === 'NoSuchKey');
