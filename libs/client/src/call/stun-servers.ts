/**
 * The relay's own address as a plain STUN server: it tells a page its public address, and carries nothing. What would pass the
 * relay is not direct and goes over the server instead.
 */
export function stunServers(servers: readonly { urls: readonly string[] }[]): RTCIceServer[] {
  const hosts = servers
    .flatMap(({ urls }) => urls)
    .map((url) => /^(?:turn|stun):([^?]+)/.exec(url)?.[1])
    .filter((host) => host !== undefined);
  return [...new Set(hosts)].map((host) => ({ urls: `stun:${host}` }));
}
