import { z } from 'zod';

/**
 * `candidate` is a viewer on the way to the stage: in the green room, seen and heard by nobody yet.
 * `moderator` keeps order from the audience: chat, bans, mutes, but not the programme.
 */
export const ROLES = ['host', 'co-host', 'moderator', 'guest', 'candidate', 'viewer'] as const;
export const roleSchema = z.enum(ROLES);
export type Role = (typeof ROLES)[number];

export const EVERYBODY: readonly Role[] = ROLES;
/** Who runs the programme. */
export const HOSTS: readonly Role[] = ['host', 'co-host'];
/** Who keeps order. */
export const MODERATORS: readonly Role[] = ['host', 'co-host', 'moderator'];
export const HOST_ONLY: readonly Role[] = ['host'];
/** Who is on the stage or about to be: they have transports. */
export const STAGE: readonly Role[] = ['host', 'co-host', 'guest', 'candidate'];
/** Who is seen and heard. */
export const ON_STAGE: readonly Role[] = ['host', 'co-host', 'guest'];
