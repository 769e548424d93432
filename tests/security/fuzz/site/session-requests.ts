import type { Random } from '../../../support/kernel/seeded-random.js';
import { FRAGMENTS, OFFERS, spoilt } from './offers.js';
import type { OpenedSession } from './sessions.js';
import type { SiteQuestion } from './site-agent.js';

export const SDP = 'application/sdp';
export const FRAGMENT = 'application/trickle-ice-sdpfrag';
const TYPES = [SDP, FRAGMENT, 'text/plain', 'application/json'];
const METHODS = ['DELETE', 'PUT', 'GET', 'POST', 'OPTIONS'];

const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

/** Something that a client of WHIP or WHEP does with its session: mostly candidates or a restart under a valid tag. */
export function askSession({ path, etag }: OpenedSession, random: Random): SiteQuestion {
  const chance = random();
  if (chance < 0.15) return { method: pick(random, METHODS), path };
  const tags = [etag, etag, etag, '*', '*', '"stale"', 'x'.repeat(600), `${etag}, ${etag}`];
  const isAnswer = chance < 0.25;
  return {
    method: 'PATCH',
    path,
    headers: {
      'content-type': chance > 0.95 ? pick(random, TYPES) : isAnswer ? SDP : FRAGMENT,
      ...(random() < 0.95 && { 'if-match': pick(random, tags) }),
    },
    body: spoilt(isAnswer ? OFFERS : FRAGMENTS, random),
  };
}
