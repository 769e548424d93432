import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isPrivateAddress } from '#access';
import type { RESTREAM_REASONS } from './restream-target.js';

const PORTS = { 'rtmp:': 1_935, 'rtmps:': 443, 'srt:': 0 } as const;
type Protocol = keyof typeof PORTS;

export interface TargetAddress {
  protocol: 'rtmp' | 'rtmps' | 'srt';
  host: string;
  port: number;
  /** Below the host, without its first slash. */
  path: string;
  query: URLSearchParams;
}

/** Nothing for what is no address of ours to send to. */
export function parseTarget(text: string): TargetAddress | undefined {
  const scheme = /^(rtmps?:|srt:)\/\/[^/]/i.exec(text)?.[1]?.toLowerCase() as Protocol | undefined;
  if (scheme === undefined || !/^[!#-&(-Z^-{}~]*$/.test(text.replace(/\[[0-9a-fA-F:.]+\]/, '')))
    return undefined;
  // A scheme that URL knows by its rules reads host and port the same way each time.
  const readable = text.replace(/^[a-z]+:/i, 'http:');
  if (!URL.canParse(readable)) return undefined;
  const url = new URL(readable);
  if (url.username !== '' || url.password !== '' || url.hash !== '' || url.hostname === '') return undefined;
  const explicit = /^[a-z]+:\/\/(?:\[[^\]]+\]|[^/:?]+):(\d{1,5})/i.exec(text)?.[1];
  const port = explicit === undefined ? PORTS[scheme] : Number(explicit);
  if (port < 1 || port > 65_535) return undefined;
  return {
    protocol: scheme.slice(0, -1) as TargetAddress['protocol'],
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port,
    path: url.pathname.slice(1),
    query: url.searchParams,
  };
}

export interface AddressRules {
  /** For sites whose targets stand in their own network. */
  allowPrivate: boolean;
  /** Of this machine. */
  ownAddresses(): readonly string[];
  /** Where we ourselves take media: what is sent there would be sent on again. */
  ownPorts: readonly number[];
}

export type Resolved =
  | { address: string }
  | { refused: Extract<(typeof RESTREAM_REASONS)[number], `${string}-${string}`> };
type Resolve = (host: string) => Promise<readonly { address: string }[]>;

const resolveName: Resolve = (host) => lookup(host, { all: true, verbatim: true });

/**
 * The one address that is judged and then connected to: a name that answers differently the next time gains nothing.
 */
export async function resolveTarget(
  { host, port }: Pick<TargetAddress, 'host' | 'port'>,
  rules: AddressRules,
  resolve: Resolve = resolveName,
): Promise<Resolved> {
  const found = isIP(host) === 0 ? await resolve(host).catch(() => []) : [{ address: host }];
  if (found.length === 0) return { refused: 'unknown-host' };
  const allowed = found.find(({ address }) => isAllowed(address, port, rules));
  return allowed === undefined ? { refused: 'refused-address' } : { address: allowed.address };
}

function isAllowed(address: string, port: number, rules: AddressRules): boolean {
  const isOwn = isLoopback(address) || rules.ownAddresses().includes(address);
  if (!rules.allowPrivate) return !isOwn && !isPrivateAddress(address);
  return !(isOwn && rules.ownPorts.includes(port));
}

const isLoopback = (address: string): boolean =>
  /^127\./.test(address) || /^(::1|::|0\.0\.0\.0|::ffff:127\.[\d.]+)$/i.test(address);
