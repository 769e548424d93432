import { type ELDHistogram, monitorEventLoopDelay } from 'node:perf_hooks';
import { gunzipSync } from 'node:zlib';
import { systemClock } from '#kernel';
import { parseMultivariantPlaylist } from '#media';
import type { Random } from '../kernel/seeded-random.js';
import { AheadViewer } from './ahead-viewer.js';
import { AudienceLedger, type AudienceReport } from './audience-report.js';
import type { Connection } from './connection.js';
import { RenditionViewer } from './hls-viewer.js';
import { Http2Connection } from './http2-connection.js';
import { LightConnection } from './light-connection.js';
import { SnapshotCache } from './playlist-snapshot.js';

export interface AudienceOptions {
  /** Of the multivariant playlist. */
  playbackUrl: string;
  viewers: number;
  /** Over which the viewers come. */
  rampMs: number;
  /** A player's own time between an announcement and its request: up to this. */
  thinkMs: number;
  random: Random;
  /** How players ask for parts: once a playlist announces them (when left out), or ahead of it, as ours do. */
  asks?: 'announced' | 'ahead';
  /** HTTP/1.1 with a connection for each rendition when left out; one of HTTP/2 for each viewer, as browsers have it by TLS. */
  protocol?: 'http1' | 'http2';
  /** Which variant each viewer takes; the first when left out. */
  pickVariant?(variants: readonly { uri: string }[], random: Random): { uri: string } | undefined;
}

export interface MeasuredAudience extends AudienceReport {
  viewers: number;
  /** How late this process itself was at worst (99th percentile): above some 20 ms it measures itself. */
  generatorLagMs: number;
}

const connectionTo = (url: URL, { protocol }: AudienceOptions): Connection =>
  protocol === 'http2' ? new Http2Connection(url) : new LightConnection(url);

/** Where a multivariant playlist leads: one video and the audio. */
async function renditionsOf(options: AudienceOptions): Promise<() => URL[]> {
  const url = new URL(options.playbackUrl);
  const connection = connectionTo(url, options);
  const { status, body } = await connection.get(url.pathname, { keepBody: true, timeoutMs: 10_000 });
  connection.close();
  if (status !== 200) throw new Error(`${options.playbackUrl} answered ${status}`);
  const text = (body[0] === 0x1f ? gunzipSync(body) : body).toString('utf8');
  const { variants, audio } = parseMultivariantPlaylist(text);
  const [track] = audio;
  return () => {
    const variant = options.pickVariant?.(variants, options.random) ?? variants[0];
    const uris = [variant?.uri, track?.uri].filter((uri) => uri !== undefined);
    return uris.map((uri) => new URL(uri, url));
  };
}

/** Thousands of viewers in one process. */
export class HlsAudience {
  readonly #options: AudienceOptions;
  readonly #ledger = new AudienceLedger();
  readonly #cache = new SnapshotCache();
  readonly #viewers: (RenditionViewer | AheadViewer)[] = [];
  readonly #watching: Promise<void>[] = [];
  readonly #delay: ELDHistogram = monitorEventLoopDelay({ resolution: 5 });

  private constructor(options: AudienceOptions) {
    this.#options = options;
  }

  /** Resolves when the last viewer has come. */
  static async gather(options: AudienceOptions): Promise<HlsAudience> {
    const audience = new HlsAudience(options);
    const renditions = await renditionsOf(options);
    const stepMs = options.rampMs / options.viewers;
    const beganMs = systemClock.monotonicMs();
    for (let index = 0; index < options.viewers; index += 1) {
      const dueMs = beganMs + index * stepMs - systemClock.monotonicMs();
      if (dueMs > 5) await systemClock.sleep(dueMs);
      audience.#join(renditions());
    }
    return audience;
  }

  /** Watches for a while and tells what was seen in that while alone. */
  async measure(seconds: number): Promise<MeasuredAudience> {
    this.#ledger.reset();
    this.#delay.enable();
    this.#delay.reset();
    const beganMs = systemClock.monotonicMs();
    await systemClock.sleep(seconds * 1_000);
    this.#delay.disable();
    return {
      ...this.#ledger.report((systemClock.monotonicMs() - beganMs) / 1_000),
      viewers: this.#options.viewers,
      generatorLagMs: this.#delay.percentile(99) / 1e6,
    };
  }

  async close(): Promise<void> {
    for (const viewer of this.#viewers) viewer.stop();
    await Promise.all(this.#watching);
  }

  #join(urls: readonly URL[]): void {
    const connections = this.#connectionsFor(urls);
    for (const [index, url] of urls.entries()) {
      const viewer = this.#viewerOf(url, connections[index] as Connection);
      this.#viewers.push(viewer);
      this.#watching.push(viewer.watch());
    }
  }

  #connectionsFor(urls: readonly URL[]): Connection[] {
    const each = urls.map((url) => connectionTo(url, this.#options));
    // Each opens with its first request: the others of a viewer who shares one are never opened.
    return this.#options.protocol === 'http2' ? urls.flatMap(() => each[0] ?? []) : each;
  }

  #viewerOf(url: URL, connection: Connection): RenditionViewer | AheadViewer {
    const { thinkMs, random, asks } = this.#options;
    const think = () => random() * thinkMs;
    return asks === 'ahead'
      ? new AheadViewer(url, connection, this.#ledger, think)
      : new RenditionViewer(url, connection, this.#ledger, this.#cache, think);
  }
}
