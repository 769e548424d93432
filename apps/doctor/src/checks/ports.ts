import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { checkPort, type ProsceniumConfig } from '#kernel';
import { bad, type Check, type CheckContext, type Finding, good } from '../finding.js';

export interface Port {
  what: string;
  setting: string;
  host: string;
  port: number;
  udp: boolean;
}

/** All that this node listens at, or tries to; 0 stands for any free port, or for none. */
export function portsOf(config: ProsceniumConfig): Port[] {
  const { host, port, stage, ingest, https, tls, cluster } = config;
  const tcp = (what: string, setting: string, number: number): Port => ({
    what,
    setting,
    host,
    port: number,
    udp: false,
  });
  const media = Array.from({ length: stage.workers }, (_, index) => {
    const wanted = tcp('media', 'PROSCENIUM_STAGE_RTC_PORT', stage.rtcPort === 0 ? 0 : stage.rtcPort + index);
    return [wanted, { ...wanted, udp: true }];
  }).flat();
  const betweenNodes = ['heartbeats of nodes', 'media and requests between nodes'].map((what, index) => ({
    ...tcp(what, 'PROSCENIUM_CLUSTER_PORT', cluster.port + index),
    host: cluster.host ?? cluster.address ?? host,
  }));
  return [
    tcp('pages', 'PORT', port),
    ...(https === 'off' ? [] : [tcp('the way to https://', 'PROSCENIUM_TLS_HTTP_PORT', tls.httpPort)]),
    ...media,
    tcp('RTMP', 'PROSCENIUM_INGEST_RTMP_PORT', ingest.rtmpPort),
    tcp('RTMPS', 'PROSCENIUM_INGEST_RTMPS_PORT', ingest.rtmpsPort),
    { ...tcp('SRT', 'PROSCENIUM_INGEST_SRT_PORT', ingest.srtPort), udp: true },
    ...(cluster.secret === undefined ? [] : betweenNodes),
  ];
}

async function checkUdp({ host, port }: Port): Promise<void> {
  const socket = createSocket(host.includes(':') ? 'udp6' : 'udp4');
  try {
    await Promise.race([
      once(socket.bind({ port, address: host, exclusive: true }), 'listening'),
      once(socket, 'error').then(([error]) => Promise.reject(error)),
    ]);
  } finally {
    socket.close();
  }
}

async function findingOf(port: Port): Promise<Finding | undefined> {
  const name = `${port.what}: ${port.udp ? 'UDP' : 'TCP'} ${port.port}`;
  try {
    if (port.udp) await checkUdp(port);
    else await checkPort(port);
    return undefined;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return bad(
      `${name} cannot be opened at ${port.host}${code === undefined ? '' : ` (${code})`}`,
      `Another program has it, or it is not allowed: see \`ss -lntup\`, or set ${port.setting}.`,
    );
  }
}

/** Can everything that we listen at be opened? While the server runs its ports are its own. */
export function portsCheck(context: CheckContext): Check {
  return {
    name: 'ports',
    run: async () => {
      if (context.isServerRunning) return [good('in use by Proscenium, which is running')];
      const wanted = portsOf(context.config).filter(({ port }) => port !== 0);
      const faults = (await Promise.all(wanted.map(findingOf))).filter((each) => each !== undefined);
      return faults.length > 0
        ? faults
        : [
            good(
              `${wanted.length} ports are free: ${[...new Set(wanted.map(({ what }) => what))].join(', ')}`,
            ),
          ];
    },
  };
}
