import { guestError } from '#kernel';
import { isSame, macOf } from './secrets.js';

/** Derived from the session, so there is nothing to store: only pages that read our API know it. */
export const csrfTokenOf = (sessionToken: string): string =>
  macOf(sessionToken, 'csrf').toString('base64url');

export interface CsrfFacts {
  sessionToken: string;
  /** `X-CSRF-Token` */
  header: string | undefined;
  /** `Origin` */
  origin: string | undefined;
  /** `Sec-Fetch-Site` */
  fetchSite: string | undefined;
  /** Where this server is reached: `Host`, or what the proxy says. */
  host: string | undefined;
}

const refusal = () =>
  guestError('csrf', 'The request did not come from this site’s own page. Reload and try again.', {
    status: 403,
  });

/** A change that a cookie signs must come from our own page: right origin and the token only it knows. */
export function checkCsrf(facts: CsrfFacts): void {
  if (facts.fetchSite === 'cross-site') throw refusal();
  if (facts.origin !== undefined && hostOf(facts.origin) !== facts.host) throw refusal();
  if (facts.header === undefined || !isSame(csrfTokenOf(facts.sessionToken), facts.header)) throw refusal();
}

function hostOf(origin: string): string | undefined {
  try {
    return new URL(origin).host;
  } catch {
    return undefined;
  }
}
