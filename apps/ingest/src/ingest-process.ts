import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connectGate } from '#cluster';
import { feedCommand, IngestLink, MediaInlet, RtmpListener, SrtListener } from '#ingest';
import {
  type Certificate,
  type Clock,
  keptCertificate,
  Lifetime,
  type Log,
  listenError,
  type ProsceniumConfig,
  probeConfinement,
  runFolder,
  systemClock,
  systemRandom,
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
    const run = runFolder(config.dataDir);
    const path = join(run, 'ingest.sock');
    const { secret } = config.cluster;
    let srtSecret: string | undefined;
    const link = new IngestLink({
      path,
      clock,
      log,
      srtSecret: (told) => {
        srtSecret = told;
      },
      connectNode:
        secret === undefined
          ? undefined
          : ({ host, port }, to, signal) => connectGate({ host, port, secret }, { to }, signal),
    });
    lifetime.adopt(() => link.close());
    if (secret !== undefined) {
      const inlet = await MediaInlet.open(join(run, 'ingest-media.sock'), log);
      lifetime.adopt(() => inlet.close());
    }
    const { ingest, host, ffmpegPath } = config;
    const ffmpeg = feedCommand(ffmpegPath, await probeConfinement(clock));
    const listen = (name: string, port: number, tls?: Certificate) =>
      orWithout(name, port, log, async () => {
        const listener = await RtmpListener.open({ host, port, tls, ffmpeg, link, clock, log });
        lifetime.adopt(() => listener.close());
        if (tls !== undefined) lifetime.adopt(renewing(listener, tls, config, log));
        return listener.port;
      });
    const rtmp = await listen('RTMP', ingest.rtmpPort);
    const tls = ingest.rtmpsPort === 0 ? undefined : await certificate(config, clock, log);
    const rtmps = tls === undefined ? 0 : await listen('RTMPS', ingest.rtmpsPort, tls);
    const srt = await orWithout('SRT', ingest.srtPort, log, async () => {
      const port = ingest.srtPort;
      const listener = SrtListener.open({ host, port, secret: () => srtSecret, ffmpeg, link, clock, log });
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

/** Programs that renew certificates write the files again, and restart nothing. */
const RENEWED_EVERY_MS = 3_600_000;

/** Returns the function that ends it. */
function renewing(
  listener: RtmpListener,
  first: Certificate,
  config: ProsceniumConfig,
  log: Log,
): () => void {
  let current = first;
  return systemClock.every(RENEWED_EVERY_MS, async () => {
    const read = await certificate(config, systemClock, log);
    if (read === undefined || read.cert === current.cert) return;
    try {
      listener.renew(read);
      current = read;
      log.info('ingest.open | RTMPS has a new certificate');
    } catch (error) {
      log.warn('ingest.open | the new certificate of RTMPS is none, the old one stays', { error });
    }
  });
}

/** The operator's own; where there is none, one that we make: media is secret, but encoders that check names refuse it. */
async function certificate(
  config: ProsceniumConfig,
  clock: Clock,
  log: Log,
): Promise<Certificate | undefined> {
  const { tlsCertFile, tlsKeyFile } = config.ingest;
  try {
    if (tlsCertFile !== undefined && tlsKeyFile !== undefined)
      return { cert: await readFile(tlsCertFile, 'utf8'), key: await readFile(tlsKeyFile, 'utf8') };
    const hosts = [...new Set([new URL(config.publicUrl).hostname.replace(/^\[|\]$/g, ''), 'localhost'])];
    return await keptCertificate({ folder: join(config.dataDir, 'tls'), hosts, clock, random: systemRandom });
  } catch (error) {
    log.warn('ingest.open | no encoders by RTMPS: its certificate cannot be read', { error });
    return undefined;
  }
}
