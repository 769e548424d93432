import { connect } from 'node:net';
import type { Clock, Log, ProsceniumConfig } from '#kernel';

interface Place {
  host: string;
  port: number;
}

/** True when something accepts a connection there in time. */
export type Reach = (place: Place) => Promise<boolean>;

interface Engine {
  name: 'PostgreSQL' | 'Redis' | 'S3';
  setting: string;
  url: string | undefined;
  defaultPort: number;
  /** What a cluster lacks without it; nothing where the node's roles do without. */
  without: string | undefined;
}

const CONNECT_MS = 3_000;
const HTTP_PORT = 80;
const HTTPS_PORT = 443;
const POSTGRES_PORT = 5_432;
const REDIS_PORT = 6_379;

export function connectTo(clock: Clock): Reach {
  return ({ host, port }) =>
    new Promise((resolve) => {
      const socket = connect({ host, port });
      const end = (isThere: boolean) => {
        cancel();
        socket.destroy();
        resolve(isThere);
      };
      const cancel = clock.after(CONNECT_MS, () => end(false));
      socket.once('connect', () => end(true));
      socket.on('error', () => end(false));
    });
}

/** Says at start which of what nodes share is missing or not reachable. Nothing waits for it; a node alone needs none. */
export async function sayEngines(config: ProsceniumConfig, log: Log, reach: Reach): Promise<void> {
  const isCluster = config.cluster.secret !== undefined;
  const said = enginesOf(config).map(async ({ name, setting, url, defaultPort, without }) => {
    if (url === undefined) {
      if (isCluster && without !== undefined)
        log.warn('engines.missing | a cluster wants it', { name, setting, without });
      return;
    }
    const place = placeOf(url, defaultPort);
    if (place === undefined || (await reach(place))) return;
    log.error('engines.unreachable | nothing accepts connections there', { name, setting, ...place });
  });
  await Promise.all(said);
}

function enginesOf({ databaseUrl, redisUrl, archive, roles }: ProsceniumConfig): Engine[] {
  const isHttp = archive.url?.startsWith('http:') === true;
  return [
    {
      ...{ name: 'PostgreSQL', setting: 'DATABASE_URL', url: databaseUrl, defaultPort: POSTGRES_PORT },
      // The configuration of a cluster is refused without it.
      without: undefined,
    },
    {
      ...{ name: 'Redis', setting: 'REDIS_URL', url: redisUrl, defaultPort: REDIS_PORT },
      without: 'the node of a show talks to its whole audience, and request rates count for each node alone',
    },
    {
      ...{ name: 'S3', setting: 'S3_URL', url: archive.url, defaultPort: isHttp ? HTTP_PORT : HTTPS_PORT },
      without: roles.includes('programme')
        ? 'recordings are only on the disk of the node that made them'
        : undefined,
    },
  ];
}

/** Nothing for what has no address of its own: a folder, a socket in the file system, a list of hosts. */
function placeOf(url: string, defaultPort: number): Place | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, hostname, port } = new URL(url);
  if (protocol === 'file:' || hostname === '') return undefined;
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? defaultPort : Number(port) };
}
