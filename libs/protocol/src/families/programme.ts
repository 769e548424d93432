import { z } from 'zod';
import { defineRequest, RATE } from '../define.js';
import { LIMITS } from '../limits.js';
import { HOSTS, ON_STAGE } from '../roles.js';
import {
  colourSchema,
  emptySchema,
  idSchema,
  nameSchema,
  programmeMsSchema,
  sourceSchema,
  textSchema,
  wallMsSchema,
} from '../shapes/basics.js';
import {
  BRAND_FONTS,
  CLIP_ACTIONS,
  LAYOUT_KINDS,
  SHOW_LANGUAGES,
  SLATES,
  TRANSITIONS,
} from './programme-kinds.js';
import { sourceStyleSchema } from './source-style.js';

/** A tile of the programme: one participant's camera or screen. */
const tileRefSchema = z.object({
  participantId: idSchema,
  source: sourceSchema.extract(['camera', 'screen']),
});

export const layoutSchema = z.object({
  kind: z.enum(LAYOUT_KINDS),
  /** Who has the large place, where the layout has one. Null: the screen if there is one, else who speaks. */
  pinned: tileRefSchema.nullable(),
  /** First is top left. Who is not named comes after, in order of arrival. */
  order: z.array(tileRefSchema).max(LIMITS.tilesPerSubscription),
  hidden: z.array(tileRefSchema).max(LIMITS.tilesPerSubscription),
  fit: z.enum(['contain', 'cover']),
  /** Sources with a crop, a fit, a place, an opacity, a layer or a key of their own. */
  sources: z.array(sourceStyleSchema).max(LIMITS.sourceStyles).optional(),
  gapPx: z.number().int().min(0).max(64),
  /** In the gap around tiles: an edge in the show's accent, and a shadow. */
  tileBorder: z.boolean().optional(),
  tileShadow: z.boolean().optional(),
  /** A colour, or the id of an uploaded image. */
  background: z.union([
    z.object({ colour: colourSchema }),
    z.object({ assetId: idSchema, colour: colourSchema }),
  ]),
  /** How long tiles glide to their new places; 0 cuts. */
  glideMs: z.number().int().min(0).max(2_000),
  labels: z.boolean(),
  /**
   * An uploaded image, such as a slide, or a clip that has the large place whatever the layout. A clip plays from the frame
   * with which it is shown; at its end its last frame stays, it leaves the layout, or it plays again.
   */
  media: z
    .object({ assetId: idSchema, atEnd: z.enum(['stay', 'leave', 'repeat']).optional() })
    .nullable()
    .default(null),
});
export type Layout = z.output<typeof layoutSchema>;

const cornerSchema = z.enum(['top-left', 'top-right', 'bottom-left', 'bottom-right']);

/** Each is on the programme when it is not null. */
export const overlaysSchema = z.object({
  titleBar: z.object({ title: textSchema(80), subtitle: textSchema(120) }).nullable(),
  ticker: z.object({ text: textSchema(LIMITS.tickerLength) }).nullable(),
  logo: z.object({ assetId: idSchema, corner: cornerSchema, opacity: z.number().min(0).max(1) }).nullable(),
  countdown: z.object({ toWallMs: wallMsSchema, label: textSchema(80) }).nullable(),
  /** An uploaded image over the whole programme, such as a frame with a brand. */
  frame: z.object({ assetId: idSchema }).nullable().default(null),
  /** Of edges and marks, and of the label of each name. */
  accent: colourSchema.default('#ff4d5e'),
  font: z.enum(BRAND_FONTS).default('sans'),
  /** Of what slates say by themselves. */
  language: z.enum(SHOW_LANGUAGES).default('en'),
});
export type Overlays = z.output<typeof overlaysSchema>;

export const transitionSchema = z.object({
  kind: z.enum(TRANSITIONS),
  durationMs: z.number().int().min(0).max(2_000),
});
export type Transition = z.output<typeof transitionSchema>;

export const slateSchema = z.object({ kind: z.enum(SLATES), text: textSchema(120) });
export type Slate = z.output<typeof slateSchema>;

/** One source of the programme's audio: a microphone, the audio of a shared screen, or that of clips. */
const sourceMixSchema = z.object({
  /** Null: a clip. */
  participantId: idSchema.nullable(),
  source: z.enum(['microphone', 'screen-sound', 'clip']),
  /** 1 is as sent. */
  volume: z.number().min(0).max(2),
  muted: z.boolean(),
  /** -1 is left only, 1 is right only. */
  pan: z.number().min(-1).max(1),
});
export type SourceMix = z.output<typeof sourceMixSchema>;

/** What viewers hear of each source; who is not named is heard as sent. It belongs to the show and not to a scene. */
export const audioMixSchema = z.object({
  sources: z.array(sourceMixSchema).max(LIMITS.tilesPerSubscription * 2),
  /** Compressor and gain towards -16 LUFS. */
  levelling: z.boolean(),
});
export type AudioMix = z.output<typeof audioMixSchema>;

export const PROGRAMME_STATES = ['idle', 'starting', 'live', 'ending', 'ended'] as const;

export const liveChapterSchema = z.object({ title: textSchema(120), programmeMs: programmeMsSchema });
export type LiveChapter = z.output<typeof liveChapterSchema>;

export const programmeViewSchema = z.object({
  state: z.enum(PROGRAMME_STATES),
  liveSinceWallMs: wallMsSchema.nullable(),
  /** Where viewers fetch the show, once there is something to fetch. */
  playbackUrl: z.string().nullable(),
  layout: layoutSchema,
  overlays: overlaysSchema,
  slate: slateSchema,
  audioMix: audioMixSchema,
  /** The scene that was shown last. Null: none of those that are kept. */
  sceneId: idSchema.nullable(),
  /** The newest chapter, and from where on the clock of the programme. */
  chapter: z.exactOptional(liveChapterSchema),
  /** The outro is played; the show ends with it. */
  isClosing: z.exactOptional(z.literal(true)),
});
export type ProgrammeView = z.output<typeof programmeViewSchema>;

const control = { response: emptySchema, roles: HOSTS, rate: RATE.drag } as const;

export const programmeRequests = {
  'programme.set-layout': defineRequest({ request: z.object({ layout: layoutSchema }), ...control }),
  'programme.set-overlays': defineRequest({ request: z.object({ overlays: overlaysSchema }), ...control }),
  /** Layout and overlays with one frame: a scene, or what was prepared. */
  'programme.set-scene': defineRequest({
    request: z.object({
      layout: layoutSchema,
      overlays: overlaysSchema,
      transition: transitionSchema,
      sceneId: idSchema.nullable(),
    }),
    ...control,
  }),
  'programme.set-audio': defineRequest({ request: z.object({ audioMix: audioMixSchema }), ...control }),
  /** Of a clip that is shown, or of one of audio alone, which may play again and again until it is stopped. */
  'programme.control-clip': defineRequest({
    request: z.object({
      clipId: idSchema,
      action: z.enum(CLIP_ACTIONS),
      repeat: z.boolean().optional(),
    }),
    ...control,
  }),
  /** What a human captioner types, in one of the languages of the show: captions of this moment. */
  'programme.caption': defineRequest({
    request: z.object({
      language: z.string().regex(/^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,3}$/),
      text: textSchema(LIMITS.captionLength).min(1),
      speaker: z.exactOptional(nameSchema),
    }),
    response: emptySchema,
    roles: HOSTS,
    rate: RATE.click,
  }),
  'programme.set-slate': defineRequest({ request: z.object({ slate: slateSchema }), ...control }),
  /** Answers when the playlist can be played. */
  'programme.go-live': defineRequest({
    request: emptySchema,
    response: programmeViewSchema,
    roles: HOSTS,
    rate: RATE.click,
  }),
  /** Gives up a first start that is under way: the show is not on air, and may be started again. */
  'programme.cancel-start': defineRequest({
    request: emptySchema,
    response: programmeViewSchema,
    roles: HOSTS,
    rate: RATE.click,
  }),
  /** With `outro` the brand's clip is played first; a second request ends the show at once. */
  'programme.end': defineRequest({
    request: z.object({ outro: z.boolean().default(false) }),
    response: programmeViewSchema,
    roles: HOSTS,
    rate: RATE.click,
  }),
  'programme.get': defineRequest({
    request: emptySchema,
    response: programmeViewSchema,
    roles: ON_STAGE,
    rate: RATE.click,
  }),
} as const;

/** The truth about the programme, once a second to its hosts. Counters run from "go live". */
export const programmeHealthSchema = z.object({
  ticks: z.number().int(),
  repeatedFrames: z.number().int(),
  droppedFrames: z.number().int(),
  lateTicks: z.number().int(),
  decoderRestarts: z.number().int(),
  encoderRestarts: z.number().int(),
  /** 1 is real time; below while the machine cannot keep up. */
  encoderSpeed: z.number(),
  /** Audio against video of the programme; positive when audio is late. */
  soundLateMs: z.number(),
  /** Of what viewers hear, by EBU R 128. Integrated: since the start; null before anything was heard. Null where the programme is of an older version. */
  loudness: z
    .object({
      momentaryLufs: z.number(),
      shortTermLufs: z.number(),
      integratedLufs: z.number().nullable(),
      peakDb: z.number(),
      /** What levelling adds. */
      gainDb: z.number(),
    })
    .nullable(),
  /** Share of the machine's processors in use, 0 to 1. */
  machineLoad: z.number().min(0).max(1),
  /** How far the audience is behind live, as players report it. Null while nobody has. */
  audienceBehindMs: z.object({ median: z.number(), p95: z.number() }).nullable(),
});
export type ProgrammeHealthView = z.output<typeof programmeHealthSchema>;

export const programmeEvents = {
  /** To hosts. */
  'programme.health': programmeHealthSchema,
  'programme.changed': z.object({ programme: programmeViewSchema }),
  /** To moderators: what went wrong and what the server did. Pages say it in their language by the code. */
  'programme.notice': z.object({
    level: z.enum(['info', 'warning', 'error']),
    code: z.string(),
    /** English, for pages that do not know the code. */
    message: z.string(),
    /** What the sentence names, such as the quality. */
    values: z.record(z.string(), z.string()).optional(),
    atWallMs: wallMsSchema,
  }),
} as const;
