/** Families of actions as people look for them: the first part of an action's name. */
export const AUDIT_AREAS = {
  shows: ['shows', 'tickets'],
  stage: ['stage', 'scenes', 'audioMix', 'media', 'mediaFiles', 'pictures', 'players'],
  audience: ['audience', 'chat', 'question', 'poll', 'polls', 'followers'],
  media: ['inputs', 'outputs', 'recordings', 'clips'],
  people: ['people', 'invitations', 'me', 'session', 'sessions', 'setup'],
  site: ['site', 'house', 'nodes', 'apiKeys', 'webhooks'],
} as const;

export type AuditArea = keyof typeof AUDIT_AREAS;
