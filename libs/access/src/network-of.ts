import { isIPv6 } from 'node:net';

const MAPPED_IPV4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
/** Of eight groups of 16 bits: what a provider gives one customer is never less than a /64. */
const GROUPS = 4;

/** The key under which an address is limited: an IPv4 address itself, the /64 network of an IPv6 address. */
export function networkOf(address: string): string {
  const mapped = MAPPED_IPV4.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [bare = ''] = address.split('%', 1);
  if (!isIPv6(bare)) return address;
  return `${groupsOf(bare).slice(0, GROUPS).join(':')}::/64`;
}

function groupsOf(address: string): string[] {
  // The URL parser prints one spelling of each address; IPv4 at the end becomes two groups.
  const printed = new URL(`http://[${address}]`).hostname.slice(1, -1);
  const [before = '', after] = printed.split('::', 2);
  const left = before === '' ? [] : before.split(':');
  if (after === undefined) return left;
  const right = after === '' ? [] : after.split(':');
  return [...left, ...Array.from({ length: 8 - left.length - right.length }, () => '0'), ...right];
}
