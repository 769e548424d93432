// Prints coturn's configuration. Settings come as NAME=value arguments; the secret also as TURN_SECRET.
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const DEFAULTS = {
  PORT: '3478',
  LISTEN_HOST: '0.0.0.0',
  /** The address that guests see, when the machine does not have it itself. */
  ANNOUNCED_ADDRESS: '',
  /** Where the media server is, several with commas: the only peers that may be reached. */
  MEDIA_ADDRESS: '',
  MIN_PORT: '49160',
  MAX_PORT: '49400',
  REALM: 'proscenium',
  LOG_FILE: 'stdout',
  PID_FILE: '/tmp/proscenium-turn.pid',
};

/** The configuration as text. Throws on a setting that is not one, and on a missing secret. */
export async function renderTurnConfiguration(settings) {
  const { SECRET, ...given } = settings;
  if (!SECRET) throw new Error("'SECRET' must be the same long random text as the server's TURN secret");
  for (const [name, value] of Object.entries({ SECRET, ...given })) {
    if (name !== 'SECRET' && !(name in DEFAULTS)) throw new Error(`'${name}' is not a setting of the relay`);
    if (/[\s#]/.test(value)) throw new Error(`'${name}' must have no space and no #`);
  }
  const { ANNOUNCED_ADDRESS, MEDIA_ADDRESS, ...plain } = { ...DEFAULTS, ...given };
  const peers = MEDIA_ADDRESS.split(',').filter(Boolean);
  if (peers.length === 0 || !peers.every(isIP))
    throw new Error(
      "'MEDIA_ADDRESS' must be the addresses that the media server announces, such as 203.0.113.7",
    );
  const isLoopback = peers.some((peer) => peer.startsWith('127.') || peer === '::1');
  const values = {
    ...plain,
    SECRET,
    EXTERNAL_IP: ANNOUNCED_ADDRESS && `external-ip=${ANNOUNCED_ADDRESS}`,
    ALLOWED_PEERS: [...peers.map((peer) => `allowed-peer-ip=${peer}`), isLoopback && 'allow-loopback-peers']
      .filter(Boolean)
      .join('\n'),
  };
  const template = await readFile(join(import.meta.dirname, 'turnserver.conf'), 'utf8');
  return template.replace(/\$\{(\w+)\}/g, (_, name) => values[name]);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const given = process.argv.slice(2).map((argument) => argument.split(/=(.*)/s).slice(0, 2));
  const secret = process.env.TURN_SECRET ? { SECRET: process.env.TURN_SECRET } : {};
  process.stdout.write(await renderTurnConfiguration({ ...secret, ...Object.fromEntries(given) }));
}
