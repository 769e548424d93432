import { connect } from 'node:net';
import type { Clock, Log, ProsceniumConfig } from '#kernel';

interface Address {
  host: string;
  port: number;
}

/** True when something accepts a connection there in time. */
export type Reach = (address: Address) => Promise<boolean>;

interface BackingService {
  name: 'PostgreSQL' | 'Redis' | 'S3';
  setting: string;
  url: string | undefined;
  defaultPort: number;
  /** What a cluster lacks without it; undefined where the node's roles need none. */
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

/**
 * Says at the start which of the services that nodes share is missing or accepts no connection. The start does not wait
 * for the answer; a node alone needs none of them.
 */
export async function reportBackingServices(config: ProsceniumConfig, log: Log, reach: Reach): Promise<void> {
  const isCluster = config.cluster.secret !== undefined;
  const reports = backingServicesOf(config).map(async ({ name, setting, url, defaultPort, without }) => {
    if (url === undefined) {
      if (isCluster && without !== undefined)
        log.warn('backing-services.missing | a cluster needs it', { name, setting, without });
      return;
    }
    const address = addressOf(url, defaultPort);
    if (address === undefined || (await reach(address))) return;
    log.error('backing-services.unreachable | nothing accepts connections there', {
      name,
      setting,
      ...address,
    });
  });
  await Promise.all(reports);
}

function backingServicesOf({ databaseUrl, redisUrl, archive, roles }: ProsceniumConfig): BackingService[] {
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
        ? 'recordings, images and clips are only on the disk of the node that made them'
        : undefined,
    },
  ];
}

/** Undefined for what is reached by no single address: a folder, a socket in the file system, a list of hosts. */
function addressOf(url: string, defaultPort: number): Address | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, hostname, port, searchParams } = new URL(url);
  // PostgreSQL: the parameter, a folder of sockets most often, counts before the host.
  if (protocol === 'file:' || hostname === '' || searchParams.has('host')) return undefined;
  return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? defaultPort : Number(port) };
}
