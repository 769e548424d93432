import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Clock } from '#kernel';
import { turnCredentials } from '#stage';
import { bad, type Check, type CheckContext, type Finding, good, warning } from '../finding.js';
import { type TurnAnswer, TurnClient } from '../turn-client.js';

const UNAUTHORISED = 401;
const DEFAULT_PORT = { turn: 3_478, turns: 5_349 } as const;
const ANSWERS_WITHIN_MS = 5_000;
const LIFETIME_S = 60;

interface Relay {
  host: string;
  port: number;
  isTls: boolean;
  isTcp: boolean;
}

/** `turn:host:port?transport=tcp`, as RFC 7065 has it. */
export function parseTurnUrl(url: string): Relay | undefined {
  const [, scheme, bracketed, plain, port, transport] =
    /^(turns?):(?:\[([0-9a-f:]+)\]|([^:?\s]+))(?::(\d+))?(?:\?transport=(udp|tcp))?$/i.exec(url) ?? [];
  const host = bracketed ?? plain;
  if (host === undefined) return undefined;
  const isTls = scheme?.toLowerCase() === 'turns';
  return {
    host,
    port: port === undefined ? DEFAULT_PORT[isTls ? 'turns' : 'turn'] : Number(port),
    isTls,
    isTcp: isTls || transport === 'tcp',
  };
}

function opens({ host, port, isTls }: Relay): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = isTls ? connectTls({ host, port, servername: host }) : connect({ host, port });
    socket.setTimeout(ANSWERS_WITHIN_MS, () => socket.destroy(new Error('no answer')));
    socket.once(isTls ? 'secureConnect' : 'connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });
}

function findingOf(answer: TurnAnswer): Finding {
  if (answer === 'success') return good('gives a relay with credentials of ours');
  if (answer === UNAUTHORISED)
    return bad(
      'refuses credentials of ours',
      'PROSCENIUM_TURN_SECRET must be its static-auth-secret, and both clocks must agree.',
    );
  return bad(`refuses a relay (error ${answer})`, 'See its own log: quota, ports, or no address for relays.');
}

async function allocate({ host, port }: Relay, secret: string, clock: Clock): Promise<Finding> {
  const credentials = turnCredentials({ urls: [], secret, lifetimeS: LIFETIME_S }, 'doctor', clock.wallMs());
  const { address } = await lookup(host);
  const client = await TurnClient.create({ host: address, port }, credentials, clock);
  try {
    return findingOf(await client.allocate('udp'));
  } finally {
    client.close();
  }
}

/** Asks the relay for what a guest's browser asks it for. Over TCP and TLS it sees only that something listens. */
export function turnCheck({ config }: CheckContext, clock: Clock): Check {
  const { url, secret } = config.turn;
  return {
    name: 'TURN',
    run: async () => {
      if (url === undefined || secret === undefined)
        return [warning('none', 'Guests behind strict networks cannot come on stage: infra/turn/README.md.')];
      const relay = parseTurnUrl(url);
      if (relay === undefined) return [bad(`${url} is no address of a relay`, 'Write it as turn:HOST:PORT.')];
      try {
        if (!relay.isTcp) return [await allocate(relay, secret, clock)];
        await opens(relay);
        return [good(`${url} listens; credentials are tried over UDP only`)];
      } catch (error) {
        return [
          bad(
            `${url}: ${(error as Error).message}`,
            'See that it runs and that the firewall lets it through.',
          ),
        ];
      }
    },
  };
}
