import { lookup as lookUp } from 'node:dns/promises';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { guestError } from '#kernel';

/** Networks that are not the open internet: this machine, this site, carriers, test ranges, multicast. */
const NETWORKS: [string, number, 'ipv4' | 'ipv6'][] = [
  ['0.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['127.0.0.0', 8, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.0.0.0', 24, 'ipv4'],
  ['192.0.2.0', 24, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['198.18.0.0', 15, 'ipv4'],
  ['198.51.100.0', 24, 'ipv4'],
  ['203.0.113.0', 24, 'ipv4'],
  ['224.0.0.0', 3, 'ipv4'],
  ['::', 127, 'ipv6'],
  // IPv4 in IPv6 in its three spellings: the IPv4 rules would not see it.
  ['::ffff:0:0', 96, 'ipv6'],
  ['64:ff9b::', 32, 'ipv6'],
  ['2002::', 16, 'ipv6'],
  ['2001::', 32, 'ipv6'],
  ['2001:db8::', 32, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
  ['ff00::', 8, 'ipv6'],
];

// A list that holds IPv4 in IPv6 would take every IPv4 address for one of those: so one list a family.
const closed = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [network, prefix, family] of NETWORKS) closed[family].addSubnet(network, prefix, family);

export function isPrivateAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 0) return true;
  const family = version === 6 ? 'ipv6' : 'ipv4';
  return closed[family].check(address, family);
}

const refused = () =>
  guestError('webhook-address', 'Webhooks go to public https addresses only.', { status: 422 });

export interface AddressRules {
  /** For a site whose receivers are in its own network. Plain http is allowed then too. */
  allowPrivate: boolean;
}

/** Reads an typed address. Names are resolved again when they are connected to. */
export function checkWebhookUrl(text: string, rules: AddressRules): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '') throw refused();
  if (url.protocol !== 'https:' && !(rules.allowPrivate && url.protocol === 'http:')) throw refused();
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!rules.allowPrivate && isIP(host) !== 0 && isPrivateAddress(host)) throw refused();
  return url;
}

export type ResolveName = (name: string) => Promise<{ address: string; family: number }[]>;

const resolveName: ResolveName = (name) => lookUp(name, { all: true, verbatim: true });

/**
 * Resolves a name for one connection. The address that was judged is the one that is connected to, so a name that
 * answers differently the second time gains nothing.
 */
export const guardedLookup = (rules: AddressRules, resolve: ResolveName = resolveName): LookupFunction => {
  return (hostname, options, callback) => {
    resolve(hostname)
      .then((found) => found.filter(({ address }) => rules.allowPrivate || !isPrivateAddress(address)))
      .then(([first, ...others]) => {
        if (first === undefined) return callback(refused(), '', 0);
        if (options.all === true) return callback(null, [first, ...others]);
        return callback(null, first.address, first.family);
      })
      .catch((error: NodeJS.ErrnoException) => callback(error, '', 0));
  };
};
