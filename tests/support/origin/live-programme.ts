import type { AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { Lifetime, silentLog, systemClock } from '#kernel';
import { Origin, type OriginOptions } from '#origin';
import { Packager, type PackagerOptions, PROFILES, type ProfileName, type RenditionSpec } from '#packager';
import { waitFor } from '../kernel/wait-for.js';
import { RealEncoder } from '../packager/real-encoder.js';

export const SMALL_LADDER: readonly RenditionSpec[] = [
  { id: 'v360', kind: 'video', width: 640, height: 360, frameRate: 30, targetBitrate: 800_000 },
  { id: 'v180', kind: 'video', width: 320, height: 180, frameRate: 30, targetBitrate: 250_000 },
  { id: 'a', kind: 'audio', targetBitrate: 96_000 },
];

/** As a show has it that says nothing else. */
export const DEFAULT_LADDER: readonly RenditionSpec[] = [
  { id: 'v720', kind: 'video', width: 1_280, height: 720, frameRate: 30, targetBitrate: 2_500_000 },
  { id: 'v480', kind: 'video', width: 854, height: 480, frameRate: 30, targetBitrate: 1_200_000 },
  { id: 'v360', kind: 'video', width: 640, height: 360, frameRate: 30, targetBitrate: 600_000 },
  { id: 'a', kind: 'audio', targetBitrate: 128_000 },
];

export const ENGLISH_CAPTIONS: RenditionSpec = {
  id: 'captions-en',
  kind: 'subtitles',
  language: 'en',
  name: 'English',
  targetBitrate: 1_000,
};

export interface LiveProgrammeOptions {
  profile?: ProfileName;
  renditions?: readonly RenditionSpec[];
  packager?: Partial<PackagerOptions>;
  origin?: Partial<OriginOptions>;
  isPrivate?: boolean;
  /** Without encoders the test feeds the packager. */
  encoders?: boolean;
  addRoutes?(app: FastifyInstance): void;
}

const ON_AIR_WITHIN_MS = 20_000;

/** One show from real encoders to a real port: the delivery without the stage. */
export class LiveProgramme {
  readonly showId = 'show_1';
  readonly packager: Packager;
  readonly origin: Origin;
  readonly url: string;
  readonly encoders: RealEncoder[];
  readonly #lifetime: Lifetime;

  private constructor(
    packager: Packager,
    origin: Origin,
    url: string,
    encoders: RealEncoder[],
    lifetime: Lifetime,
  ) {
    this.packager = packager;
    this.origin = origin;
    this.url = url;
    this.encoders = encoders;
    this.#lifetime = lifetime;
  }

  static async start(options: LiveProgrammeOptions = {}): Promise<LiveProgramme> {
    const { profile = 'low', renditions = SMALL_LADDER, isPrivate = false } = options;
    const encoded = renditions.filter(({ kind }) => kind !== 'subtitles');
    const lifetime = new Lifetime();
    const packager = Packager.create({
      showId: 'show_1',
      renditions,
      profile: PROFILES[profile],
      anchorWallMs: systemClock.wallMs(),
      clock: systemClock,
      log: silentLog,
      ...options.packager,
    });
    lifetime.adopt(() => packager.close());
    const shows = new Map([['show_1', { isPrivate, programme: packager }]]);
    const origin = Origin.create({
      shows: { find: (showId) => shows.get(showId) },
      clock: systemClock,
      log: silentLog,
      ...options.origin,
    });
    const port = await listen(origin, lifetime, options.addRoutes);
    const encoders = options.encoders === false ? [] : encoded.map((spec) => encode(spec, packager, profile));
    for (const encoder of encoders) lifetime.adopt(() => encoder.kill());
    return new LiveProgramme(packager, origin, `http://127.0.0.1:${port}`, encoders, lifetime);
  }

  get multivariantUrl(): string {
    return `${this.url}/live/${this.showId}/index.m3u8`;
  }

  async onAir(): Promise<void> {
    await waitFor('the programme to be on air', ON_AIR_WITHIN_MS, () => this.packager.phase === 'live');
  }

  close(): Promise<void> {
    return this.#lifetime.close('the test is over');
  }
}

function encode(spec: RenditionSpec, intake: Packager, profile: ProfileName): RealEncoder {
  const fragmentSeconds = PROFILES[profile].partSeconds ?? 0.5;
  return new RealEncoder({ spec, intake, clock: systemClock, fragmentSeconds });
}

async function listen(
  origin: Origin,
  lifetime: Lifetime,
  addRoutes: ((app: FastifyInstance) => void) | undefined,
): Promise<number> {
  const app = fastify({ routerOptions: { maxParamLength: 2_048 } });
  origin.attach(app.server);
  addRoutes?.(app);
  await app.listen({ host: '127.0.0.1', port: 0 });
  lifetime.adopt(async () => {
    origin.close();
    app.server.closeAllConnections();
    await app.close();
  });
  return (app.server.address() as AddressInfo).port;
}
