import { Database } from '#data';
import { type Lifetime, newId, silentLog, systemClock, TypedEvents } from '#kernel';
import { ClusterShows, type OpenShow } from '#live';
import type { FromSupervisor, PeerLiveness } from '#supervision';

export interface ClusterMember {
  id: string;
  cluster: ClusterShows;
  database: Database;
  /** Alive where nothing else is set. */
  peers: Map<string, PeerLiveness>;
  /** Shows that run here, as far as the cluster's side can see. */
  open: Set<string>;
  /** Shows that were given up here. */
  lost: string[];
  /** Shows that were to go on here. */
  takenUp: string[];
}

/** The side of a node that decides who runs which show, and nothing else of a node: no process and no medium. */
export async function joinAsMember(
  lifetime: Lifetime,
  { url, name, port }: { url: string; name: string; port: number },
): Promise<ClusterMember> {
  const database = await Database.create({ url, dataDir: '/nowhere', log: silentLog });
  lifetime.adopt(() => database.close());
  const { ownerships, nodes, changes, shows: store } = database.repositories;
  const id = newId('node');
  const peers = new Map<string, PeerLiveness>();
  const cluster = await ClusterShows.join({
    link: {
      nodeId: Promise.resolve(id),
      events: new TypedEvents<{ told: FromSupervisor }>(),
      peerState: (peer) => peers.get(peer) ?? 'alive',
      setPeers: () => undefined,
    },
    ...{ ownerships, nodes, changes, store },
    secret: 'a-secret-of-the-cluster',
    self: { name, host: '127.0.0.1', port, version: '1.0.0', takesShows: true },
    clock: systemClock,
    log: silentLog,
  });
  lifetime.adopt(async () => cluster.close());
  const open = new Set<string>();
  const [lost, takenUp]: [string[], string[]] = [[], []];
  const shows = {
    all: [],
    find: (showId: string) => (open.has(showId) ? ({ showId } as OpenShow) : undefined),
    open: async (showId: string) => {
      takenUp.push(showId);
      throw new Error('nothing is opened by itself here');
    },
    handOver: async (handed: string) => void lost.push(handed),
  };
  const standbys = {
    events: new TypedEvents<{ given: { showId: string }; silent: { showId: string } }>(),
    ...{ showIds: [], has: () => false, isAt: () => false, isSilent: () => false },
    ...{ keep: () => undefined, promote: () => false, drop: async () => undefined },
  };
  cluster.begin(shows, standbys);
  return { id, cluster, database, peers, open, lost, takenUp };
}
