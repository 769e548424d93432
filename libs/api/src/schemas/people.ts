import { z } from 'zod';
import type { ApiKeyRecord, Person, SessionRecord } from '#control';
import { INVITATION_ROLES, type Invitation } from '#control';
import {
  answer,
  body,
  emailSchema,
  idSchema,
  lineSchema,
  nameSchema,
  pageOf,
  passwordSchema,
  timeOrNull,
  timeSchema,
  toIso,
  toIsoOrNull,
} from './basics.js';

export const personSchema = answer(
  'Person',
  z.object({
    id: idSchema,
    name: z.string(),
    email: z.string().nullable(),
    role: z.enum(['owner', 'host']),
    hasPassword: z.boolean(),
    createdAt: timeSchema,
  }),
);
export const peoplePage = pageOf('PeoplePage', personSchema);
export const toPersonAnswer = ({ createdAtMs, ...person }: Person) => ({
  ...person,
  createdAt: toIso(createdAtMs),
});

export const signedInSchema = answer(
  'SignedIn',
  z.object({
    person: personSchema,
    csrfToken: z.string().describe('Send it as X-CSRF-Token with every change that the cookie signs'),
  }),
);
export const whoSchema = answer(
  'Who',
  z.object({ person: personSchema.nullable(), csrfToken: z.string().nullable() }),
);
export const setupAnswer = answer('SetUp', signedInSchema.extend({ showId: idSchema }));
export const tokenBody = body('Token', z.strictObject({ token: z.string().min(1).max(200) }));
export const setupBody = body(
  'SetUpWish',
  z.strictObject({
    token: z.string().min(1).max(200),
    name: nameSchema,
    email: emailSchema,
    password: passwordSchema,
    siteName: nameSchema.optional(),
  }),
);
export const signInBody = body('SignIn', z.strictObject({ email: emailSchema, password: passwordSchema }));
export const meBody = body(
  'MeChange',
  z.strictObject({
    name: nameSchema.optional(),
    email: emailSchema.optional(),
    newPassword: passwordSchema.optional(),
    currentPassword: passwordSchema.optional(),
  }),
);
export const roleBody = body('RoleChange', z.strictObject({ role: z.enum(['owner', 'host']) }));

export const sessionSchema = answer(
  'Session',
  z.object({
    id: idSchema,
    userAgent: z.string(),
    createdAt: timeSchema,
    lastSeenAt: timeSchema,
    expiresAt: timeSchema,
    isThisOne: z.boolean(),
  }),
);
export const sessionsAnswer = answer('Sessions', z.object({ items: z.array(sessionSchema) }));
export const toSessionAnswer = (session: SessionRecord, currentId: string) => ({
  id: session.id,
  userAgent: session.userAgent,
  createdAt: toIso(session.createdAtMs),
  lastSeenAt: toIso(session.lastSeenAtMs),
  expiresAt: toIso(session.expiresAtMs),
  isThisOne: session.id === currentId,
});

export const apiKeySchema = answer(
  'ApiKey',
  z.object({
    id: idSchema,
    name: z.string(),
    personId: idSchema,
    createdAt: timeSchema,
    lastUsedAt: timeOrNull,
    revokedAt: timeOrNull,
  }),
);
export const newApiKeySchema = answer(
  'NewApiKey',
  apiKeySchema.extend({ secret: z.string().describe('Shown this once: `Authorization: Bearer …`') }),
);
export const apiKeysPage = pageOf('ApiKeysPage', apiKeySchema);
export const apiKeyBody = body('ApiKeyWish', z.strictObject({ name: lineSchema(80) }));
export const toApiKeyAnswer = (key: ApiKeyRecord) => ({
  id: key.id,
  name: key.name,
  personId: key.personId,
  createdAt: toIso(key.createdAtMs),
  lastUsedAt: toIsoOrNull(key.lastUsedAtMs),
  revokedAt: toIsoOrNull(key.revokedAtMs),
});

export const invitationSchema = answer(
  'Invitation',
  z.object({
    id: idSchema,
    role: z.enum(INVITATION_ROLES),
    showId: idSchema.nullable(),
    name: z.string().nullable(),
    maxUses: z.number().int().nullable(),
    uses: z.number().int(),
    createdAt: timeSchema,
    expiresAt: timeSchema,
    revokedAt: timeOrNull,
  }),
);
export const newInvitationSchema = answer(
  'NewInvitation',
  invitationSchema.extend({ token: z.string(), url: z.url() }),
);
export const invitationsPage = pageOf('InvitationsPage', invitationSchema);
export const toInvitationAnswer = (invitation: Invitation) => ({
  id: invitation.id,
  role: invitation.role,
  showId: invitation.showId,
  name: invitation.name,
  maxUses: invitation.maxUses,
  uses: invitation.uses,
  createdAt: toIso(invitation.createdAtMs),
  expiresAt: toIso(invitation.expiresAtMs),
  revokedAt: toIsoOrNull(invitation.revokedAtMs),
});

const linkTerms = {
  name: nameSchema.optional().describe('Fills the name field of the person who opens the link'),
  maxUses: z.number().int().min(1).max(100_000).optional().describe('Without it, any number'),
  lifetimeSeconds: z.number().int().min(60).max(31_536_000).default(604_800),
};
export const siteInvitationBody = body('SiteInvitationWish', z.strictObject(linkTerms));
export const showInvitationBody = body(
  'ShowInvitationWish',
  z.strictObject({ role: z.enum(['co-host', 'moderator', 'guest', 'viewer']), ...linkTerms }),
);
export const arrivalBody = body(
  'Arrival',
  z.strictObject({
    token: z.string().min(1).max(200),
    name: nameSchema,
    email: emailSchema.optional().describe('With a password, where the invitation makes an account'),
    password: passwordSchema.optional(),
  }),
);
export const lookAnswer = answer(
  'InvitationDetails',
  z.object({
    role: z.enum(INVITATION_ROLES),
    name: z.string().nullable(),
    show: z.object({ id: idSchema, title: z.string() }).nullable(),
  }),
);
