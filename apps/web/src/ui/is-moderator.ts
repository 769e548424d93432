import type { Role } from '#protocol';

/** Who keeps order in a show. The list of the protocol would bring its schemas along. */
const MODERATORS: readonly Role[] = ['host', 'co-host', 'moderator'];

export const isModeratorRole = (role: Role | undefined): boolean =>
  role !== undefined && MODERATORS.includes(role);
