import type { IncomingHttpHeaders } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** The parts of a request that say where it came from. */
export interface AddressFacts {
  headers: IncomingHttpHeaders;
  socket: { remoteAddress?: string | undefined };
}

export type IsTrusted = (address: string | undefined) => boolean;

/** `networks` are addresses and networks such as `10.0.0.0/8`. A peer without an address is on a local socket. */
export function trustedNetworks(networks: readonly string[]): IsTrusted {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/', 2);
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return (address) => {
    if (address === undefined || address === '') return true;
    const family = isIP(address);
    return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4');
  };
}

/** Some proxies write the port as well: each connection would be another visitor. */
const WITH_PORT = /^(?:\[([0-9a-f:.]{2,45})\](?::\d{1,5})?|(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5})$/i;

function addressIn(hop: string): string | undefined {
  const [, ipv6, ipv4] = WITH_PORT.exec(hop) ?? [];
  const address = ipv6 ?? ipv4 ?? hop;
  return isIP(address) === 0 ? undefined : address;
}

/**
 * The first address, counted from here, that is no trusted proxy. What stands before it anybody may have written, and
 * so may what is no address: then it is the proxy that said so.
 */
export function clientAddress({ headers, socket }: AddressFacts, isTrusted: IsTrusted): string {
  const forwarded = [headers['x-forwarded-for'] ?? []].flat().join(',');
  const hops = forwarded === '' ? [] : forwarded.split(',').map((hop) => hop.trim());
  let address = socket.remoteAddress;
  for (let hop = hops.pop(); hop !== undefined && isTrusted(address); hop = hops.pop()) {
    const said = addressIn(hop);
    if (said === undefined) break;
    address = said;
  }
  return address ?? '';
}
