import type { NetworkInterfaceInfo } from 'node:os';

export interface MediaAddress {
  ip: string;
  announcedAddress?: string;
}

interface MediaAddressesOptions {
  listenHost: string;
  announcedAddress: string | undefined;
  interfaces: Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;
}

/** Each address is a UDP and a TCP socket of every worker, and two candidates of every transport. */
const MOST_OWN_ADDRESSES = 4;
const LOOPBACK = /^(localhost|127\.|::1$)/;

/**
 * Where media is received. A server for this machine alone also takes the machine's own addresses: Firefox gathers no
 * loopback candidate where another interface exists, so it could not reach a media port on 127.0.0.1 only.
 */
export function mediaAddresses({
  listenHost,
  announcedAddress,
  interfaces,
}: MediaAddressesOptions): MediaAddress[] {
  if (announcedAddress !== undefined) return [{ ip: listenHost, announcedAddress }];
  const loopback = { ip: listenHost === 'localhost' ? '127.0.0.1' : listenHost };
  return LOOPBACK.test(listenHost) ? [loopback, ...ownAddresses(interfaces)] : [loopback];
}

function ownAddresses(interfaces: MediaAddressesOptions['interfaces']): MediaAddress[] {
  const all = Object.values(interfaces).flatMap((infos) => infos ?? []);
  const outward = all.filter(({ internal }) => !internal);
  const ipv4 = outward.filter(({ family }) => family === 'IPv4');
  // A link-local IPv6 address needs a scope, which a candidate cannot carry.
  const ipv6 = outward.filter(({ family, address }) => family === 'IPv6' && !/^fe[89ab]/i.test(address));
  return (ipv4.length > 0 ? ipv4 : ipv6).slice(0, MOST_OWN_ADDRESSES).map(({ address }) => ({ ip: address }));
}
