import { z } from 'zod';
import type { AuditRecord, BanRecord, ChatMessageRecord, SiteBanRecord } from '#audience';
import { CHAT_EVENTS, HELD_CAUSES } from '#protocol';
import {
  answer,
  body,
  idSchema,
  lineSchema,
  pageQuery,
  timeOrNull,
  timeSchema,
  toIso,
  toIsoOrNull,
} from './basics.js';

export const heartbeatBody = body(
  'Heartbeat',
  z.strictObject({
    playedMs: z.number().min(0).max(86_400_000).describe('Played since the last heartbeat of this player'),
    playing: z.boolean().describe('False when it stops or its page goes'),
  }),
);

const position = z.coerce.number().int().min(0).optional().describe('`next` of the page before');
export const positionQuery = z.strictObject({ limit: pageQuery.shape.limit, before: position });

const chatEventSchema = z
  .enum(CHAT_EVENTS)
  .nullable()
  .describe('What happened to the person, who said nothing; `text` says it in English');

export const chatMessageSchema = answer(
  'ChatMessage',
  z.object({
    id: idSchema,
    personId: idSchema,
    name: z.string(),
    role: z.string(),
    text: z.string(),
    replyTo: idSchema.nullable(),
    hiddenFor: z.enum(HELD_CAUSES).nullable().describe('Why pages fold it until its reader opens it'),
    event: chatEventSchema,
    at: timeSchema,
  }),
);
export const chatPage = answer(
  'ChatPage',
  z.object({ items: z.array(chatMessageSchema), next: z.number().int().nullable() }),
);
/** Of one request. */
const REPLAYED_MS = 10 * 60_000;
export const replayQuery = z
  .strictObject({
    from: timeSchema.describe('Said at this time or later'),
    to: timeSchema.describe('Said before this time: ten minutes later at most'),
    limit: z.coerce.number().int().min(1).max(500).default(200),
  })
  .refine(({ from, to }) => {
    const ms = Date.parse(to) - Date.parse(from);
    return Date.parse(from) >= 0 && ms > 0 && ms <= REPLAYED_MS;
  }, 'from ... to must be more than nothing and at most ten minutes');
export const replayedMessageSchema = answer(
  'ReplayedChatMessage',
  z.object({
    ...chatMessageSchema.shape,
    programmeAt: timeSchema.describe('When it is shown, by the time in the playlists of the recording'),
  }),
);
export const replayAnswer = answer('ReplayedChat', z.object({ items: z.array(replayedMessageSchema) }));
export const toReplayedAnswer = (record: ChatMessageRecord) => ({
  ...toChatAnswer(record),
  programmeAt: toIso(record.programmeMs ?? record.createdAtMs),
});

export const toChatAnswer = ({
  id,
  author,
  text,
  replyToId,
  hiddenFor,
  event,
  createdAtMs,
}: ChatMessageRecord) => ({
  id,
  personId: author.id,
  name: author.name,
  role: author.role,
  text,
  replyTo: replyToId,
  hiddenFor: hiddenFor ?? null,
  event: event ?? null,
  at: toIso(createdAtMs),
});

export const auditQuery = positionQuery.extend({
  action: z
    .string()
    .max(200)
    .regex(/^[A-Za-z.-]+(,[A-Za-z.-]+)*$/)
    .optional()
    .describe('Actions such as shows.create, or families of them such as shows, with commas between them'),
  actor: lineSchema(64).optional().describe('Part of the name of who did it'),
});
export type AuditQuery = z.infer<typeof auditQuery>;

export const auditEntrySchema = answer(
  'AuditEntry',
  z.object({
    id: idSchema,
    showId: idSchema.nullable(),
    actor: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
    action: z.string(),
    targetId: z.string().nullable(),
    details: z.record(z.string(), z.unknown()),
    at: timeSchema,
  }),
);
export const auditPage = answer(
  'AuditPage',
  z.object({ items: z.array(auditEntrySchema), next: z.number().int().nullable() }),
);
export const toAuditAnswer = (entry: AuditRecord) => ({
  id: entry.id,
  showId: entry.showId,
  actor: { kind: entry.actorKind, id: entry.actorId, name: entry.actorName },
  action: entry.action,
  targetId: entry.targetId,
  details: entry.details,
  at: toIso(entry.createdAtMs),
});

/** Of a show and of the site. */
export const banShape = {
  id: idSchema,
  personId: idSchema,
  name: z.string(),
  reason: z.string(),
  byName: z.string(),
  at: timeSchema,
};
export const toBanFields = (ban: SiteBanRecord) => ({
  id: ban.id,
  personId: ban.subjectId,
  name: ban.name,
  reason: ban.reason,
  byName: ban.byName,
  at: toIso(ban.createdAtMs),
});

export const banSchema = answer('Ban', z.object({ ...banShape, expiresAt: timeOrNull }));
export const bansAnswer = answer('Bans', z.object({ items: z.array(banSchema) }));
export const banBody = body(
  'BanWish',
  z.strictObject({ personId: idSchema, reason: lineSchema(200).optional() }),
);
export const toBanAnswer = (ban: BanRecord) => ({
  ...toBanFields(ban),
  expiresAt: toIsoOrNull(ban.expiresAtMs),
});

const said = { id: idSchema, personId: idSchema, name: z.string(), text: z.string(), at: timeSchema };
export const exportSchema = answer(
  'ShowExport',
  z.object({
    showId: idSchema,
    viewers: z.number().int(),
    peakViewers: z.number().int(),
    watchSeconds: z.number().int(),
    viewersOverTime: z.array(z.object({ at: timeSchema, viewers: z.number().int() })),
    viewerFlow: z
      .object({
        stepSeconds: z.number().int(),
        steps: z.array(z.object({ at: timeSchema, joined: z.number().int(), left: z.number().int() })),
        stayed: z.number().int().describe('Watched until the end, or watch now'),
      })
      .describe('How many came and left for good in each step of the show, as long as visits are kept'),
    onStage: z
      .array(
        z.object({
          personId: idSchema.nullable().describe('Null: the person was erased'),
          name: z.string(),
          role: z.string(),
          from: timeSchema,
          until: timeOrNull.describe('Null: on stage now'),
          programmeFrom: timeSchema.describe('The same moment by the time in the playlists and recordings'),
          programmeUntil: timeOrNull,
        }),
      )
      .describe('Who was on stage while the show was on air, the first who came first'),
    chat: z.array(
      z.object({ ...said, event: chatEventSchema, role: z.string(), replyTo: idSchema.nullable() }),
    ),
    questions: z.array(z.object({ ...said, state: z.string(), votes: z.number().int() })),
    polls: z.array(
      z.object({
        id: idSchema,
        question: z.string(),
        state: z.string(),
        options: z.array(z.object({ text: z.string(), votes: z.number().int() })),
        at: timeSchema,
      }),
    ),
  }),
);

const days = z.number().int().min(1).max(36_500);
export const retentionSchema = z.strictObject({
  chat: days.nullable().describe('Chat, and who was on stage. Null: as long as the show'),
  audit: days,
  visits: days,
  webhookLog: days,
});
export const retentionBody = body('RetentionWish', retentionSchema.clone());
export const retentionAnswer = answer('Retention', retentionSchema);
export const erasureBody = body('Erasure', z.strictObject({ personId: idSchema }));
export const erasureAnswer = answer('Erased', z.object({ records: z.number().int() }));
