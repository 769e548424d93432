import type { Actor } from '#access';

/** Who asks. The token of the session is there where a cookie said who. */
export interface Authenticated {
  actor: Actor;
  sessionToken: string | undefined;
}
