import type { MultivariantPlaylist } from '#media';

export interface SteeringOptions {
  /** Edges that carry the same shows, best first. A steering manifest names hosts alone: all listen at one port. */
  edges: readonly { id: string; host: string }[];
  ttlSeconds: number;
}

const PORT = /:\d+$/;
/** Where the player is already; the others are clones of it, so that relative addresses and tokens carry over. */
const HERE = 'here';

export function withSteering(playlist: MultivariantPlaylist): MultivariantPlaylist {
  return { ...playlist, steering: { serverUri: 'steering.json', pathwayId: HERE } };
}

/**
 * A steering manifest (RFC 8216bis, 7.2): stay where you are, and where to go when that fails. The host that
 * answers is left out, or players would try a dead edge twice, the second time by its name.
 */
export function steeringManifest({ edges: all, ttlSeconds }: SteeringOptions, askedHost?: string): unknown {
  const edges = all.filter(({ host }) => host !== askedHost?.replace(PORT, ''));
  return {
    VERSION: 1,
    TTL: ttlSeconds,
    'PATHWAY-PRIORITY': [HERE, ...edges.map((edge) => edge.id)],
    'PATHWAY-CLONES': edges.map(({ id, host }) => ({
      'BASE-ID': HERE,
      ID: id,
      'URI-REPLACEMENT': { HOST: host },
    })),
  };
}
