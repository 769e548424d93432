import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { IngestLink, RtmpListener, SrtListener } from '#ingest';
import {
  Lifetime,
  type Log,
  listenError,
  type ProsceniumConfig,
  runFolder,
  systemClock,
  toShowError,
} from '#kernel';

/** Takes encoders by RTMP, RTMPS and SRT. Their media goes to the media workers from here, never through the server. */
export class IngestProcess {
  readonly #lifetime: Lifetime;

  private constructor(lifetime: Lifetime) {
    this.#lifetime = lifetime;
  }

  static async open(config: ProsceniumConfig, log: Log): Promise<IngestProcess> {
    const lifetime = new Lifetime();
    const clock = systemClock;
    const path = join(runFolder(config.dataDir), 'ingest.sock');
    let srtSecret: string | undefined;
    const link = new IngestLink({
      path,
      clock,
      log,
      srtSecret: (secret) => {
        srtSecret = secret;
      },
    });
    lifetime.adopt(() => link.close());
    const { ingest, host, ffmpegPath } = config;
    const listen = (name: string, port: number, tls?: { key: string; cert: string }) =>
      orWithout(name, port, log, async () => {
        const listener = await RtmpListener.open({ host, port, tls, ffmpegPath, link, clock, log });
        lifetime.adopt(() => listener.close());
        return listener.port;
      });
    const rtmp = await listen('RTMP', ingest.rtmpPort);
    const tls = ingest.rtmpsPort === 0 ? undefined : await certificate(config, log);
    const rtmps = tls === undefined ? 0 : await listen('RTMPS', ingest.rtmpsPort, tls);
    const srt = await orWithout('SRT', ingest.srtPort, log, async () => {
      const port = ingest.srtPort;
      const secret = () => srtSecret;
      const listener = SrtListener.open({ host, port, secret, ffmpegPath, link, clock, log });
      lifetime.adopt(() => listener.close());
      return port;
    });
    link.setPorts({ rtmp, rtmps, srt });
    log.info('ingest.open | listening', { rtmp, rtmps, srt, pid: process.pid });
    return new IngestProcess(lifetime);
  }

  close(): Promise<void> {
    return this.#lifetime.close('ended');
  }
}

/** A port that cannot be had is said, and the other ones go on. */
async function orWithout(name: string, port: number, log: Log, open: () => Promise<number>): Promise<number> {
  if (port === 0) return 0;
  try {
    return await open();
  } catch (error) {
    const why = toShowError(
      listenError(error, { host: 'this machine', port, setting: `PROSCENIUM_INGEST_${name}_PORT` }),
    );
    log.warn(`ingest.open | no encoders by ${name}: ${why.message}`, { port });
    return 0;
  }
}

async function certificate(
  { ingest }: ProsceniumConfig,
  log: Log,
): Promise<{ key: string; cert: string } | undefined> {
  const { tlsCertFile, tlsKeyFile } = ingest;
  if (tlsCertFile === undefined || tlsKeyFile === undefined) return undefined;
  try {
    return { cert: await readFile(tlsCertFile, 'utf8'), key: await readFile(tlsKeyFile, 'utf8') };
  } catch (error) {
    log.warn('ingest.open | no encoders by RTMPS: its certificate cannot be read', { error });
    return undefined;
  }
}
