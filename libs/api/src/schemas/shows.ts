import { z } from 'zod';
import { TICKET_ROLES } from '#access';
import type { IssuedTicket } from '#control';
import { BRAND_FONTS, SHOW_LANGUAGES, showFormatsSchema } from '#protocol';
import type { LiveState } from '#show';
import { LAYOUTS, PROFILES, RESILIENCES, SHOW_STATES, type Show, VISIBILITIES } from '#show';
import {
  answer,
  body,
  idSchema,
  lineSchema,
  nameSchema,
  pageOf,
  pageQuery,
  proseSchema,
  timeOrNull,
  timeSchema,
  toIso,
  toIsoOrNull,
} from './basics.js';

const limits = {
  maxOnStage: z.number().int().min(1).max(12),
  maxViewers: z.number().int().min(1).max(1_000_000),
  maxMinutes: z.number().int().min(1).max(10_080),
  maxFrontRow: z
    .number()
    .int()
    .min(0)
    .max(10_000)
    .describe('How many may watch in real time, by WHEP. 0 switches it off; counts from the next start on'),
};
const recording = {
  isOn: z.boolean().describe('The programme is recorded while the show is on air'),
  replay: z.boolean().describe('Viewers of the show may watch its recording'),
  viewerClips: z.boolean().describe('Viewers may make clips; hosts and moderators always may'),
  tracks: z
    .boolean()
    .describe('What each participant sends is recorded by itself too; counts from the next recording on'),
};
const pictureId = idSchema.nullable().describe('An image of the show, by its id');
const clipId = idSchema.nullable();
const brand = {
  colour: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .nullable()
    .describe('Of edges, labels and slates. Null: the one that every show has'),
  font: z.enum(BRAND_FONTS),
  language: z.enum(SHOW_LANGUAGES).describe('Of what the programme says by itself, such as a slate'),
  logo: z
    .strictObject({
      assetId: idSchema,
      corner: z.enum(['top-left', 'top-right', 'bottom-left', 'bottom-right']),
    })
    .nullable(),
  background: pictureId,
  frame: pictureId.describe('An image over the whole programme'),
  intro: clipId.describe('A clip of the show with which it begins, by its id'),
  outro: clipId.describe('A clip of the show with which a host may end it, by its id'),
  banners: z
    .array(z.strictObject({ title: lineSchema(80), subtitle: z.string().max(120) }))
    .max(50)
    .readonly()
    .describe('Lower thirds that wait for their moment'),
};
const posterUrl = z.union([z.url({ protocol: /^https?$/ }), z.string().regex(/^\/[\w./-]+$/)]).nullable();

/** How one asker plays a show, and reports what a player of it sees. */
export interface PlaybackFields {
  playbackUrl: string | null;
  reportToken: string;
}

const reportToken = z
  .string()
  .describe(
    'Part of the address at which a player reports latency and stalls: POST /live-reports/t/TOKEN/SHOW',
  );
const playbackUrl = z
  .string()
  .nullable()
  .describe(
    'Where you fetch the show, whether it is on air or not. Of a private show your own, and it expires: ask again',
  );

export const showSchema = answer(
  'Show',
  z.object({
    id: idSchema,
    ownerId: idSchema,
    title: z.string(),
    description: z.string(),
    posterUrl: z.string().nullable(),
    scheduledAt: timeOrNull,
    visibility: z.enum(VISIBILITIES),
    profile: z.enum(PROFILES),
    layout: z.enum(LAYOUTS),
    formats: showFormatsSchema.nullable(),
    resilience: z.enum(RESILIENCES),
    captions: z.array(z.string()),
    limits: z.object(limits),
    recording: z.object(recording),
    brand: z.object(brand).describe('What the programme begins with, and what the studio offers'),
    state: z.enum(SHOW_STATES),
    failure: z.string().nullable(),
    version: z.number().int(),
    createdAt: timeSchema,
    updatedAt: timeSchema,
    liveAt: timeOrNull,
    endedAt: timeOrNull,
    playbackUrl,
    reportToken,
  }),
);
export const showsPage = pageOf('ShowsPage', showSchema);

export const toShowAnswer = (show: Show, { playbackUrl, reportToken }: PlaybackFields) => ({
  id: show.id,
  ownerId: show.ownerId,
  title: show.title,
  description: show.description,
  posterUrl: show.posterUrl,
  scheduledAt: toIsoOrNull(show.scheduledAtMs),
  visibility: show.visibility,
  profile: show.profile,
  layout: show.layout,
  formats: show.formats === null ? null : [...show.formats],
  resilience: show.resilience,
  captions: [...show.captions],
  limits: show.limits,
  recording: show.recording,
  brand: show.brand,
  state: show.state,
  failure: show.failure,
  version: show.version,
  createdAt: toIso(show.createdAtMs),
  updatedAt: toIso(show.updatedAtMs),
  liveAt: toIsoOrNull(show.liveAtMs),
  endedAt: toIsoOrNull(show.endedAtMs),
  playbackUrl,
  reportToken,
});

const showFields = {
  title: lineSchema(120),
  description: proseSchema(5_000),
  posterUrl,
  visibility: z.enum(VISIBILITIES),
  profile: z.enum(PROFILES),
  layout: z.enum(LAYOUTS),
  formats: showFormatsSchema
    .nullable()
    .describe('The first is the main one; all are made of the same decoded video. Null: those of the site'),
  resilience: z
    .enum(RESILIENCES)
    .describe(
      'What happens when the node dies that runs it. none: another node starts it again, after a cut; standby: another node composes along and goes on without one. Of effect in a cluster only',
    ),
  captions: z
    .array(z.string().regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}$/))
    .max(4)
    .refine((all) => new Set(all.map((each) => each.toLowerCase())).size === all.length, 'must differ')
    .describe(
      'Languages, as tags such as en or pt-BR, in which viewers may read along. Counts from the next start on',
    ),
  limits: z.strictObject(limits).partial(),
  recording: z.strictObject(recording).partial(),
  brand: z.strictObject(brand).partial(),
};
export const showWishBody = body(
  'ShowWish',
  z
    .strictObject({ ...showFields, scheduledAt: timeOrNull })
    .partial()
    .required({ title: true }),
);
export const showChangeBody = body('ShowChange', z.strictObject(showFields).partial());
export const formatsBody = body('FormatsChoice', z.strictObject({ formats: showFormatsSchema.nullable() }));
export const priceSchema = answer(
  'ProgrammePrice',
  z.object({
    neededCores: z.number().describe('What a show with these formats takes with a few guests'),
    freeCores: z.number().describe('What is left beside the shows on air'),
    mostCores: z.number().describe('What all shows together may take'),
    standbyCores: z
      .number()
      .optional()
      .describe(
        'What a standby takes of another node while it stands by; that node keeps neededCores free for it. Only in a cluster',
      ),
  }),
);
export const scheduleBody = body('Schedule', z.strictObject({ scheduledAt: timeSchema }));

export const showsQuery = pageQuery.extend({
  state: z
    .string()
    .max(80)
    .regex(/^[a-z]+(,[a-z]+)*$/)
    .optional()
    .describe('One or several, separated by commas'),
  visibility: z.enum(VISIBILITIES).optional(),
  search: lineSchema(100).optional().describe('Words of the title'),
  mine: z.enum(['true', 'false']).optional(),
});

const sources = z.enum(['camera', 'microphone', 'screen', 'screen-sound']);
export const trackBody = body('TrackChoice', z.strictObject({ source: sources }));
export const promotionBody = body('Promotion', z.strictObject({ personId: idSchema }));
export const liveStateSchema = answer(
  'LiveState',
  z.object({
    state: z.enum(SHOW_STATES),
    onAir: z.boolean(),
    startedAt: timeOrNull,
    playbackUrl: z.string().nullable(),
    viewers: z.object({
      current: z.number().int(),
      peak: z.number().int(),
      unknown: z.number().int().describe('Playing without heartbeats'),
    }),
    audienceBehindMs: z
      .object({ median: z.number(), p95: z.number() })
      .nullable()
      .describe('Distance to the stage, as players report it'),
    participants: z.array(
      z.object({
        participantId: idSchema,
        personId: idSchema,
        name: z.string(),
        role: z.string(),
        connected: z.boolean(),
        tracks: z.array(z.object({ source: sources, paused: z.boolean(), mutedByHost: z.boolean() })),
      }),
    ),
  }),
);
export type ViewerFigures = z.output<typeof liveStateSchema>['viewers'];
export const toLiveAnswer = (
  show: Show,
  live: LiveState | undefined,
  viewers: ViewerFigures,
  playbackUrl: string | null,
) => ({
  state: show.state,
  onAir: live?.onAir ?? false,
  startedAt: toIsoOrNull(live?.startedAtMs ?? null),
  playbackUrl: live?.isPlayable ? playbackUrl : null,
  viewers,
  audienceBehindMs: live?.audienceBehindMs ?? null,
  participants: live?.participants ?? [],
});

export const ticketBody = body(
  'TicketWish',
  z.strictObject({
    role: z.enum(TICKET_ROLES),
    name: nameSchema,
    subject: idSchema.optional().describe('Your own id of this person; the same one keeps bans and votes'),
    attributes: z
      .record(z.string().min(1).max(40), z.string().max(200))
      .refine((record) => Object.keys(record).length <= 16, 'must have at most 16 entries')
      .optional(),
    lifetimeSeconds: z.number().int().min(10).max(2_592_000).optional(),
  }),
);
export const watchBody = body('WatchWish', z.strictObject({ name: nameSchema.optional() }));
export const renewalBody = body(
  'TicketRenewal',
  z.strictObject({ ticket: z.string().min(1).max(4_096).describe('The one that ends soon') }),
);
export const ticketSchema = answer(
  'Ticket',
  z.object({
    ticket: z.string(),
    showId: idSchema,
    role: z.enum(TICKET_ROLES),
    subject: idSchema,
    name: z.string(),
    expiresAt: timeSchema,
    playbackUrl,
    reportToken,
  }),
);
export const toTicketAnswer = (
  { text, ticket }: IssuedTicket,
  { playbackUrl, reportToken }: PlaybackFields,
) => ({
  ticket: text,
  showId: ticket.showId,
  role: ticket.role,
  subject: ticket.subject,
  name: ticket.name,
  expiresAt: toIso(ticket.expiresAtMs),
  playbackUrl,
  reportToken,
});
