import type { Invitation } from '#client';

/** Links by which people can still come in, in the order in which they came. */
export const openLinks = (links: readonly Invitation[], nowMs: number): Invitation[] =>
  links.filter(
    ({ revokedAt, expiresAt, uses, maxUses }) =>
      revokedAt === null && Date.parse(expiresAt) > nowMs && (maxUses === null || uses < maxUses),
  );
