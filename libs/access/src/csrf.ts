import { guestError } from '#kernel';
import { isSame, macOf } from './secrets.js';

/** Derived from the session, so there is nothing to store: only pages that read our API know it. */
export const csrfTokenOf = (sessionToken: string): string =>
  macOf(sessionToken, 'csrf').toString('base64url');

export interface OriginFacts {
  /** `Origin` */
  origin: string | undefined;
  /** `Sec-Fetch-Site` */
  fetchSite: string | undefined;
  /** Where this server is reached: `Host`, what the proxy says, the public address. */
  hosts: readonly string[];
}

const refusal = () =>
  guestError('csrf', 'The request did not come from this site’s own page. Reload and try again.', {
    status: 403,
  });

/** A change that a browser sends by itself, signing in included, must come from our own pages. */
export function checkOrigin({ origin, fetchSite, hosts }: OriginFacts): void {
  if (fetchSite === 'cross-site') throw refusal();
  if (origin !== undefined && !hosts.includes(hostOf(origin))) throw refusal();
}

/** A change that a session signs also carries the token that only our pages can read. */
export function checkCsrfToken(sessionToken: string, header: string | undefined): void {
  if (header === undefined || !isSame(csrfTokenOf(sessionToken), header)) throw refusal();
}

function hostOf(origin: string): string {
  try {
    return new URL(origin).host;
  } catch {
    return '';
  }
}
