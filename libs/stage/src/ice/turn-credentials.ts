import { createHmac } from 'node:crypto';
import type { WireIceServer } from '#protocol';

export interface TurnSettings {
  /** As in `turn:turn.example.org:3478`; without a `?transport=` it stands for UDP and TCP. */
  urls: readonly string[];
  /** coturn's `static-auth-secret`. */
  secret: string;
  lifetimeS: number;
}

/**
 * The user name is the second at which it ends and the person, the password its HMAC-SHA1 in base64: what coturn
 * computes itself with `use-auth-secret`, so that nothing has to be told to it.
 */
export function turnCredentials(
  settings: TurnSettings,
  personId: string,
  nowWallMs: number,
): { username: string; credential: string } {
  const endsS = Math.floor(nowWallMs / 1_000) + settings.lifetimeS;
  const username = `${endsS}:${personId}`;
  const credential = createHmac('sha1', settings.secret).update(username).digest('base64');
  return { username, credential };
}

/** UDP first: TCP is for networks that let no UDP out. TLS runs over TCP alone. */
function withTransports(url: string): string[] {
  if (url.includes('?') || url.startsWith('turns:')) return [url];
  return [`${url}?transport=udp`, `${url}?transport=tcp`];
}

/** STUN needs no credentials and comes from the same server. */
export function iceServersFor(
  settings: TurnSettings | undefined,
  personId: string,
  nowWallMs: number,
): WireIceServer[] {
  if (settings === undefined || settings.urls.length === 0) return [];
  const urls = settings.urls.flatMap(withTransports);
  const stun = urls
    .filter((url) => url.startsWith('turn:') && !url.includes('transport=tcp'))
    .map((url) => url.replace(/^turn:/, 'stun:').replace(/\?.*$/, ''));
  const turn = { urls, ...turnCredentials(settings, personId, nowWallMs) };
  return stun.length === 0 ? [turn] : [{ urls: stun }, turn];
}
