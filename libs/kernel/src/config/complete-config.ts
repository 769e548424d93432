import { isIP } from 'node:net';
import { ConfigError } from './config-error.js';
import type { ConfigSurroundings } from './config-surroundings.js';
import type { GivenConfig } from './schema.js';

type WithoutGaps<T, Filled extends keyof T> = Omit<T, Filled> & { [K in Filled]-?: NonNullable<T[K]> };

/** The configuration as rooms see it: read once, complete, frozen. */
export type ProsceniumConfig = Readonly<
  Omit<WithoutGaps<GivenConfig, 'host' | 'publicUrl' | 'logFormat'>, 'stage'> & {
    stage: Readonly<WithoutGaps<GivenConfig['stage'], 'workers'>>;
  }
>;

const TOP_PORT = 65_535;

function faultsBetween(given: GivenConfig, workers: number): string[] {
  const { stage, programme, turn, cluster, roles, drain } = given;
  const faults: string[] = [];
  if (stage.rtcPort + workers - 1 > TOP_PORT) {
    faults.push(`stage.rtcPort must leave room for ${workers} ports up to ${TOP_PORT}`);
  }
  const takesAnyFree = given.port === 0 || stage.rtcPort === 0;
  if (!takesAnyFree && given.port >= stage.rtcPort && given.port < stage.rtcPort + workers) {
    faults.push('port must not be one of the media ports that begin at stage.rtcPort');
  }
  if (programme.rungs.some(({ heightPx }) => heightPx > programme.height)) {
    faults.push('programme.rungs must not be higher than programme.height: nothing is scaled up');
  }
  if ((turn.url === undefined) !== (turn.secret === undefined)) {
    faults.push('turn.url and turn.secret must be set together');
  }
  if (turn.relayOnly && turn.url === undefined) faults.push('turn.relayOnly wants turn.url to be set');
  if (cluster.secret !== undefined && cluster.address === undefined)
    faults.push('cluster.secret wants cluster.address to be set: where the other nodes reach this one');
  if (!roles.includes('server'))
    faults.push(
      'roles must have server among them: each node answers for the stages of the shows that it runs',
    );
  const isAlone = cluster.secret === undefined;
  if (isAlone && (!roles.includes('front') || !roles.includes('programme')))
    faults.push(
      'roles without front or programme want cluster.secret to be set: a node that is alone does it all',
    );
  faults.push(...faultsOfHttps(given));
  if (isAlone && drain) faults.push('drain wants cluster.secret to be set: nobody else could take the shows');
  return faults;
}

function faultsOfHttps(given: GivenConfig): string[] {
  const { https, tls, port, cluster } = given;
  const faults: string[] = [];
  if (https === 'off') return faults;
  if (https === 'files' && (tls.certFile === undefined || tls.keyFile === undefined))
    faults.push('https as files wants tls.certFile and tls.keyFile to be set');
  if (tls.httpPort !== 0 && tls.httpPort === port) faults.push('tls.httpPort must not be port');
  if (publicUrlOf(given).startsWith('http:'))
    faults.push('publicUrl must begin with https:// while https is on');
  if (https !== 'auto') return faults;
  const { hostname } = new URL(publicUrlOf(given));
  if (!hostname.includes('.') || hostname.startsWith('[') || isIP(hostname) !== 0)
    faults.push(
      'https as auto wants announcedAddress or publicUrl to have the domain that leads to this machine',
    );
  if (tls.httpPort === 0)
    faults.push('https as auto wants tls.httpPort: the certificate authority asks there');
  if (cluster.secret !== undefined)
    faults.push('https as auto is for a node that is alone: in a cluster a proxy has the certificate');
  return faults;
}

function publicUrlOf({ publicUrl, announcedAddress, port, https }: GivenConfig): string {
  if (publicUrl) return publicUrl.replace(/\/+$/, '');
  const name = announcedAddress ?? 'localhost';
  const host = name.includes(':') ? `[${name}]` : name;
  if (https === 'off') return `http://${host}:${port}`;
  return port === 443 ? `https://${host}` : `https://${host}:${port}`;
}

function hostOf({ host, announcedAddress, roles }: GivenConfig): string {
  if (!roles.includes('front')) return '127.0.0.1';
  return host ?? (announcedAddress === undefined ? '127.0.0.1' : '0.0.0.0');
}

/** Fills what depends on another setting or on the machine, and checks what no setting can check alone. */
export function completeConfig(given: GivenConfig, machine: ConfigSurroundings): ProsceniumConfig {
  const workers = given.stage.workers ?? machine.cores;
  const faults = faultsBetween(given, workers);
  if (faults.length > 0) throw new ConfigError(faults);
  return {
    ...given,
    host: hostOf(given),
    publicUrl: publicUrlOf(given),
    logFormat: given.logFormat ?? (machine.isTerminal ? 'pretty' : 'json'),
    stage: { ...given.stage, workers },
  };
}
