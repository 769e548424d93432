import type { Role } from '#protocol';

/** Who keeps order in a show. The list of the protocol would bring its schemas into the page. */
export const isModeratorRole = (role: Role | undefined): role is 'host' | 'co-host' | 'moderator' =>
  role === 'host' || role === 'co-host' || role === 'moderator';
