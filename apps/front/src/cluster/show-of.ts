const OF_PATH = /^\/(?:api\/v1\/shows|whep(?:\/t\/[^/?#]+)?)\/([A-Za-z0-9_-]{1,64})(?=[/?]|$)/;
const OF_WHIP = /^\/whip\/[^?#]*\?(?:[^#]*&)?show=([A-Za-z0-9_-]{1,64})(?=&|$)/;
const OF_SOCKET = /^\/signal\/?\?(?:[^#]*&)?show=([A-Za-z0-9_-]{1,64})(?=&|$)/;

/** A page's socket, by WebSocket or polling. */
export const isSocket = (url: string): boolean => OF_SOCKET.test(url);

/** The show that a request speaks of, as far as its address says so. */
export const showOf = (url: string): string | undefined =>
  (OF_PATH.exec(url) ?? OF_SOCKET.exec(url) ?? OF_WHIP.exec(url))?.[1];
