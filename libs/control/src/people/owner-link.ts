import type { InvitationsService } from './invitations-service.js';

const LINK_LIFETIME_SECONDS = 86_400;

/** A link that works once and makes its opener the owner. Older ones end, unless other nodes have printed them. */
export async function ownerLink(
  invitations: InvitationsService,
  publicUrl: string,
  olderOnes: 'end' | 'stay' = 'end',
): Promise<string> {
  if (olderOnes === 'end') await invitations.revokeOwnerLinks();
  const { token } = await invitations.write({
    role: 'owner',
    showId: null,
    name: null,
    createdById: null,
    createdBySubject: null,
    maxUses: 1,
    lifetimeSeconds: LINK_LIFETIME_SECONDS,
  });
  return `${publicUrl}/setup/${token}`;
}
