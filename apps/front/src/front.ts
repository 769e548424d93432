import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { trustedNetworks } from '#access';
import { Lifetime, type Log, listenError, type ProsceniumConfig, runFolder, systemClock } from '#kernel';
import { Origin } from '#origin';
import { type ObjectStore, openObjects, PackedShows } from '#outputs';
import { DiskBudget } from '#packager';
import { atSocket } from '#showlog';
import { joinCluster } from './cluster/join-cluster.js';
import type { OtherNodes, Place } from './cluster/other-nodes.js';
import { NetworkLimits } from './limits/network-limits.js';
import { ServerLink } from './link/server-link.js';
import { connectPath } from './proxy/connect-path.js';
import { ServerPresence } from './proxy/server-presence.js';
import { ServerProxy } from './proxy/server-proxy.js';
import { UpgradeProxy } from './proxy/upgrade-proxy.js';
import { RecordingRoutes } from './recordings/recording-routes.js';
import { DirectoryFile } from './shows/directory-file.js';
import { ShowDirectory } from './shows/show-directory.js';
import { ShowFolders } from './shows/show-folders.js';
import type { LogSource } from './shows/show-playback.js';
import { openPublicServer } from './tls/open-public-server.js';
import type { PublicServer } from './tls/public-server.js';
import { PartTraces } from './traces/part-traces.js';

/** So long the server may be restarting; what comes meanwhile waits for it. A person reads earlier that it is. */
const PATIENCE = { pageMs: 4_000, otherMs: 10_000 } as const;
const HEADERS_MS = 15_000;
/** For a whole request with its body. */
const REQUEST_MS = 120_000;
/** A show is not played before it is known what of it others have published: a store that hangs delays it by no more. */
const LOOK_WITHIN_MS = 1_500;
/** Nothing came and nothing went: a held reload is answered long before. */
const SILENT_MS = 60_000;
const KEPT_ALIVE_MS = 30_000;

/** The public port: playback out of memory and disk, everything else from the server behind it. */
export class Front {
  readonly port: number;
  readonly #lifetime: Lifetime;

  private constructor(port: number, lifetime: Lifetime) {
    this.port = port;
    this.#lifetime = lifetime;
  }

  static async open(config: ProsceniumConfig, log: Log): Promise<Front> {
    const lifetime = new Lifetime();
    try {
      return new Front(await openIn(lifetime, config, log), lifetime);
    } catch (error) {
      await lifetime.close('could not open').catch(() => undefined);
      throw error;
    }
  }

  close(): Promise<void> {
    return this.#lifetime.close('ended');
  }
}

async function openIn(lifetime: Lifetime, config: ProsceniumConfig, log: Log): Promise<number> {
  const clock = systemClock;
  /** What shows that are opened first speak to later. */
  const late: { origin?: Origin; link?: ServerLink; directory?: ShowDirectory } = {};
  const run = runFolder(config.dataDir);
  const traces = config.traces.url === undefined ? undefined : new PartTraces();
  const isTrustedProxy = trustedNetworks(config.trustedProxies);
  const budget = new DiskBudget(config.delivery.rewindMinutes > 0 ? config.delivery.diskLimitBytes : 0);
  const folders = await openFolders(config, budget, log);
  const others = await joinCluster(lifetime, config, run, {
    placeOf: (showId) => late.directory?.placeOf(showId),
    holdsSockets: (showId) => late.directory?.holdsSockets(showId) ?? false,
    connectHere: () => connectPath(join(run, 'server.sock')),
    patience: PATIENCE,
    isTrustedProxy,
    clock,
    log,
  });
  const directory = await ShowDirectory.open({
    folders,
    packs: sharedPacks(config, log),
    file: new DirectoryFile(join(config.dataDir, 'front-directory.json'), clock, log),
    sourceOf: ({ id, at }) => sourceOf(run, id, at, others),
    windowSeconds: config.delivery.rewindMinutes * 60,
    clock,
    log,
    onForgotten: (programme) => late.origin?.forget(programme),
    onPart: (showId, part) => {
      late.link?.addPart(showId, part.behindMs);
      traces?.part(showId, part);
    },
  });
  late.directory = directory;
  lifetime.adopt(() => directory.close());
  const origin = openOrigin(config, log, directory, isTrustedProxy, traces);
  late.origin = origin;
  lifetime.adopt(() => origin.close());
  const recordings = recordingRoutes(config, log, directory, isTrustedProxy);
  const limits = new NetworkLimits({ socketsPerNetwork: config.socketsPerNetwork, isTrustedProxy, clock });
  const proxies = serverProxies(lifetime, run, isTrustedProxy, log);
  const port = await listen(lifetime, config, log, { origin, ...proxies, others, recordings, limits });
  const link = await ServerLink.open({
    runFolder: run,
    directory,
    origin,
    showIdsWithMedia: () => folders.showIds,
    counts: () => ({
      storedBytes: budget.usedBytes,
      proxied: proxies.proxy.openCount + proxies.upgrades.openCount,
      unavailable: proxies.proxy.unavailableCount,
    }),
    takeSpans: () => traces?.take() ?? [],
    port,
    clock,
    log,
  });
  late.link = link;
  lifetime.adopt(() => link.close());
  return port;
}

const openFolders = (
  { dataDir, delivery }: ProsceniumConfig,
  budget: DiskBudget,
  log: Log,
): Promise<ShowFolders> =>
  ShowFolders.open({
    root: join(dataDir, 'shows'),
    budget,
    ramBytes: delivery.memoryLimitBytes,
    minFreeBytes: delivery.diskFreeBytes,
    log,
  });

/** Nodes share what can be rewound of shows on air, once there is a store for it and anything to rewind. */
function sharedPacks({ archive, cluster, delivery }: ProsceniumConfig, log: Log): PackedShows | undefined {
  const { url } = archive;
  if (url === undefined || cluster.secret === undefined || delivery.rewindMinutes === 0) return undefined;
  let objects: Promise<ObjectStore> | undefined;
  const open = () => {
    objects ??= openObjects(url);
    return objects;
  };
  return new PackedShows({ open, lookWithinMs: LOOK_WITHIN_MS, clock: systemClock, log });
}

/** The programme of this node, or of the one that runs the show. */
function sourceOf(
  run: string,
  showId: string,
  at: Place | undefined,
  others: OtherNodes | undefined,
): LogSource {
  if (at === undefined || others === undefined)
    return { name: 'here', connect: atSocket(join(run, `programme-${showId}.sock`)) };
  return {
    name: `${at.host}:${at.port}`,
    connect: (options) => others.connectProgramme(at, showId, options),
  };
}

function serverProxies(
  lifetime: Lifetime,
  run: string,
  isTrustedProxy: (address: string | undefined) => boolean,
  log: Log,
): Pick<Handlers, 'proxy' | 'upgrades'> {
  const path = join(run, 'server.sock');
  const toServer = {
    presence: new ServerPresence(() => connectPath(path), systemClock),
    patience: PATIENCE,
    isTrustedProxy,
  };
  const proxy = new ServerProxy({ ...toServer, path, clock: systemClock, log });
  lifetime.adopt(() => proxy.close());
  return { proxy, upgrades: new UpgradeProxy(toServer) };
}

const recordingRoutes = (
  { dataDir, archive: { url, publicUrl } }: ProsceniumConfig,
  log: Log,
  directory: ShowDirectory,
  isTrustedProxy: (address: string | undefined) => boolean,
): RecordingRoutes =>
  new RecordingRoutes({
    root: join(dataDir, 'recordings'),
    read: (token, nowMs) => directory.readRecording(token, nowMs),
    openArchive: url === undefined ? undefined : () => openObjects(url, publicUrl),
    isTrustedProxy,
    clock: systemClock,
    log,
  });

function openOrigin(
  { delivery }: ProsceniumConfig,
  log: Log,
  directory: ShowDirectory,
  isTrustedProxy: (address: string | undefined) => boolean,
  traces: PartTraces | undefined,
): Origin {
  const { edgeSecret, edges, steeringSeconds, countryHeader } = delivery;
  return Origin.create({
    shows: directory,
    tokens: directory,
    reportTokens: { read: (token, nowMs) => directory.readReport(token, nowMs) },
    gate: directory.banned,
    isTrustedProxy,
    onMediumSent: traces && ((sent) => traces.sent(sent)),
    countryHeader: countryHeader?.toLowerCase(),
    clock: systemClock,
    log,
    ...(edgeSecret === undefined ? {} : { edgeSecret }),
    ...(edges.length === 0 ? {} : { steering: { edges, ttlSeconds: steeringSeconds } }),
  });
}

interface Handlers {
  origin: Origin;
  proxy: ServerProxy;
  upgrades: UpgradeProxy;
  recordings: RecordingRoutes;
  limits: NetworkLimits;
  others: OtherNodes | undefined;
}

async function listen(
  lifetime: Lifetime,
  config: ProsceniumConfig,
  log: Log,
  { origin, proxy, upgrades, others, recordings, limits }: Handlers,
): Promise<number> {
  const { host, port } = config;
  const listening = await openPublicServer(lifetime, config, log);
  const { server } = listening;
  server.headersTimeout = HEADERS_MS;
  server.requestTimeout = REQUEST_MS;
  server.keepAliveTimeout = KEPT_ALIVE_MS;
  server.setTimeout(SILENT_MS);
  limits.limitConnections(server);
  server.on('request', (request, response) =>
    limits.admit(request, response, () => {
      if (!others?.handle(request, response)) proxy.handle(request, response);
    }),
  );
  server.on('upgrade', (request, socket, head) =>
    limits.admitUpgrade(request, socket, () => {
      if (!others?.upgrade(request, socket, head)) void upgrades.handle(request, socket, head);
    }),
  );
  origin.attach(server);
  recordings.attach(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, { host, port, setting: 'PORT' })));
    server.listen({ host, port }, resolve);
  });
  lifetime.adopt(() => closeServer(listening, upgrades));
  return (server.address() as AddressInfo).port;
}

/** Takes no new connection, ends the open ones. */
function closeServer({ server, end }: PublicServer, upgrades: UpgradeProxy): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  upgrades.close();
  server.closeAllConnections();
  end();
  return closed;
}
