import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { draftOf } from '#kernel';
import { element, float, ID, idOnly, padding, sizeBytes, text, uint } from './ebml.js';
import { type MatroskaTrack, trackEntry } from './track-entry.js';

export interface MatroskaFrame {
  /** From the beginning of the recording. */
  timeMs: number;
  isKey: boolean;
  data: Uint8Array;
}

interface Cue {
  timeMs: number;
  position: number;
}

/** Of what stands at the front and is written over at the end. */
const FRONT_BYTES = 512;
/** A block names its time within its cluster by 16 bits with a sign. */
const CLUSTER_MS = 5_000;
const CLUSTER_BYTES = 4 * 1024 * 1024;
const SEGMENT_SIZE_BYTES = 8;

/** One track as a WebM or Matroska file (RFC 9559), frames as they come: an index at the end, and where it is in front. */
export class MatroskaWriter {
  readonly #path: string;
  readonly #track: MatroskaTrack;
  readonly #file: FileHandle;
  /** Positions are counted from here. */
  readonly #segmentAt: number;
  readonly #cues: Cue[] = [];
  #blocks: Buffer[] = [];
  #blockBytes = 0;
  #clusterMs = 0;
  #end: number;
  #lastMs = -1;

  private constructor(path: string, track: MatroskaTrack, file: FileHandle, segmentAt: number, end: number) {
    this.#path = path;
    this.#track = track;
    this.#file = file;
    this.#segmentAt = segmentAt;
    this.#end = end;
  }

  /** The file has its name only once it is whole. */
  static async create(path: string, track: MatroskaTrack): Promise<MatroskaWriter> {
    const isWebm = path.endsWith('.webm');
    const head = Buffer.concat([
      element(
        ID.ebml,
        uint(ID.ebmlVersion, 1),
        uint(ID.ebmlReadVersion, 1),
        uint(ID.ebmlMaxIdLength, 4),
        uint(ID.ebmlMaxSizeLength, 8),
        text(ID.docType, isWebm ? 'webm' : 'matroska'),
        uint(ID.docTypeVersion, 4),
        uint(ID.docTypeReadVersion, 2),
      ),
      idOnly(ID.segment),
      sizeBytes(0),
    ]);
    const front = Buffer.concat([padding(FRONT_BYTES), element(ID.tracks, trackEntry(track))]);
    const file = await open(draftOf(path), 'w');
    await file.write(Buffer.concat([head, front]));
    return new MatroskaWriter(path, track, file, head.length, head.length + front.length);
  }

  get bytes(): number {
    return this.#end;
  }

  /** In the order of their times: a frame that says an earlier one has the one after the last. */
  async write({ timeMs, isKey, data }: MatroskaFrame): Promise<void> {
    const atMs = Math.max(Math.round(timeMs), this.#lastMs + 1, 0);
    this.#lastMs = atMs;
    const isFull = atMs - this.#clusterMs >= CLUSTER_MS || this.#blockBytes >= CLUSTER_BYTES;
    const isVideoKey = isKey && this.#track.kind === 'video';
    if (this.#blocks.length > 0 && (isFull || isVideoKey)) await this.#endCluster();
    if (this.#blocks.length === 0) {
      this.#clusterMs = atMs;
      if (isKey) this.#cues.push({ timeMs: atMs, position: this.#end - this.#segmentAt });
    }
    const head = Buffer.alloc(4);
    head[0] = 0x81;
    head.writeInt16BE(atMs - this.#clusterMs, 1);
    head[3] = isKey ? 0x80 : 0;
    const block = element(ID.simpleBlock, head, data);
    this.#blocks.push(block);
    this.#blockBytes += block.length;
  }

  /** `endMs`: where the last frame ends. */
  async finish(endMs: number): Promise<void> {
    await this.#endCluster();
    const cuesAt = this.#end - this.#segmentAt;
    await this.#append(element(ID.cues, ...this.#cues.map(cuePoint)));
    const seekHead = (infoAt: number) =>
      element(ID.seekHead, seek(ID.info, infoAt), seek(ID.tracks, FRONT_BYTES), seek(ID.cues, cuesAt));
    const front = Buffer.concat([
      seekHead(seekHead(0).length),
      element(
        ID.info,
        uint(ID.timestampScale, 1_000_000),
        float(ID.duration, Math.max(endMs, this.#lastMs + 1)),
        text(ID.muxingApp, 'Proscenium'),
        text(ID.writingApp, 'Proscenium'),
      ),
    ]);
    await this.#file.write(
      Buffer.concat([front, padding(FRONT_BYTES - front.length)]),
      0,
      null,
      this.#segmentAt,
    );
    const size = sizeBytes(this.#end - this.#segmentAt);
    await this.#file.write(size, 0, size.length, this.#segmentAt - SEGMENT_SIZE_BYTES);
    await this.#file.sync();
    await this.#file.close();
    await rename(draftOf(this.#path), this.#path);
  }

  /** Nothing remains. */
  async abandon(): Promise<void> {
    await this.#file.close().catch(() => undefined);
    await rm(draftOf(this.#path), { force: true });
  }

  async #endCluster(): Promise<void> {
    if (this.#blocks.length === 0) return;
    const cluster = element(ID.cluster, uint(ID.timestamp, this.#clusterMs), ...this.#blocks);
    this.#blocks = [];
    this.#blockBytes = 0;
    await this.#append(cluster);
  }

  async #append(bytes: Buffer): Promise<void> {
    await this.#file.write(bytes, 0, bytes.length, this.#end);
    this.#end += bytes.length;
  }
}

const seek = (id: number, position: number): Buffer =>
  element(ID.seek, element(ID.seekId, idOnly(id)), uint(ID.seekPosition, position));

const cuePoint = ({ timeMs, position }: Cue): Buffer =>
  element(
    ID.cuePoint,
    uint(ID.cueTime, timeMs),
    element(ID.cueTrackPositions, uint(ID.cueTrack, 1), uint(ID.cueClusterPosition, position)),
  );
