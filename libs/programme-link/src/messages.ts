import { z } from 'zod';
import {
  audioMixSchema,
  CLIP_ACTIONS,
  clipFileSchema,
  layoutSchema,
  overlaysSchema,
  type ProgrammeEvent,
  type ProgrammeHealth,
  programmeParticipantSchema,
  type Rendition,
  slateSchema,
  transitionSchema,
} from '#compositor';
import { spansSchema } from '#kernel';
import { timedEventSchema } from '#showlog';
import {
  fromFrontRowSourceSchema,
  fromReceiverSchema,
  toFrontRowSourceSchema,
  toReceiverSchema,
} from '#stage';

const isObject = (value: unknown): boolean => typeof value === 'object' && value !== null;

/**
 * An image travels as the bytes of its frame. `same`: as the one that was sent before, which may be megabytes that
 * a host's dragging sends fifteen times a second.
 */
const imageSchema = z.enum(['none', 'new', 'same']);

const standbyStateSchema = z.enum(['in-step', 'lost', 'silent', 'heard', 'given']);
export type StandbyState = z.output<typeof standbyStateSchema>;

/** The first frame of a connection says who connects. */
export const roleSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('control') }),
  z.looseObject({ kind: z.literal('follow') }),
  /** Takes what participants send, as it comes from the stage. */
  z.strictObject({ kind: z.literal('tracks') }),
  /** The programme of another node, which is to go on with the show without a cut. */
  z.looseObject({ kind: z.literal('stand-by') }),
]);

/** From the server to a programme. */
export const toProgrammeSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('layout'),
    layout: layoutSchema.omit({ backgroundImage: true }),
    image: imageSchema,
  }),
  z.strictObject({
    kind: z.literal('overlays'),
    overlays: overlaysSchema.omit({ logo: true }),
    logoCorner: z.enum(['top-left', 'top-right', 'bottom-left', 'bottom-right']),
    image: imageSchema,
  }),
  /** An image that layouts and overlays name by its id: the bytes of the frame. */
  z.strictObject({ kind: z.literal('media'), id: z.string().min(1).max(200) }),
  z.strictObject({ kind: z.literal('clip-added'), file: clipFileSchema }),
  z.strictObject({
    kind: z.literal('clip'),
    id: z.string().min(1).max(200),
    action: z.enum(CLIP_ACTIONS),
  }),
  /** Layout and overlays with one frame of the programme. The bytes are those of the background, then of the logo. */
  z.strictObject({
    kind: z.literal('scene'),
    layout: layoutSchema.omit({ backgroundImage: true }),
    overlays: overlaysSchema.omit({ logo: true }),
    logoCorner: z.enum(['top-left', 'top-right', 'bottom-left', 'bottom-right']),
    background: imageSchema,
    backgroundBytes: z.number().int().min(0),
    logo: imageSchema,
    transition: transitionSchema,
  }),
  z.strictObject({ kind: z.literal('audio-mix'), audioMix: audioMixSchema }),
  z.strictObject({ kind: z.literal('slate'), slate: slateSchema.nullable() }),
  z.strictObject({ kind: z.literal('participant-added'), participant: programmeParticipantSchema }),
  z.strictObject({ kind: z.literal('participant-removed'), id: z.string() }),
  /** For players, beside video and audio. */
  z.strictObject({ kind: z.literal('timed'), event: timedEventSchema }),
  z.strictObject({ kind: z.literal('stage'), message: toReceiverSchema }),
  z.strictObject({ kind: z.literal('front-row'), message: toFrontRowSourceSchema }),
  /** To a programme that stands by: the show is its own from now on. */
  z.strictObject({ kind: z.literal('take-over') }),
  /** To a programme with a standby in step: the show is the standby's from now on. */
  z.strictObject({ kind: z.literal('give-away') }),
  /** The answer to `standby`: it is stored, and this node owns the show. */
  z.strictObject({ kind: z.literal('decided'), id: z.int() }),
  /** The show is over: the last fragments are written, then the playlists' end, then the process ends. */
  z.strictObject({ kind: z.literal('end') }),
]);

/** From a programme to the server. */
export const fromProgrammeSchema = z.discriminatedUnion('kind', [
  /** First: messages are taken from now on, while the encoders may still be starting. */
  z.strictObject({ kind: z.literal('accepted') }),
  /** The encoders run. */
  z.strictObject({
    kind: z.literal('ready'),
    anchorWallMs: z.number(),
    renditions: z.array(z.custom<Rendition>(isObject)),
    isPlayable: z.boolean(),
  }),
  /** A player that comes now finds a whole segment in every rendition. */
  z.strictObject({ kind: z.literal('playable') }),
  /** The node that has all that is published; none: this one wants to publish alone. Nothing goes on before the answer. */
  z.strictObject({ kind: z.literal('standby'), id: z.int(), nodeId: z.string().max(64).nullable() }),
  /**
   * By a programme that stands by: it composes in step, or does not; the active one says nothing, or something again; or
   * has given the show away.
   */
  z.strictObject({ kind: z.literal('standing-by'), state: standbyStateSchema }),
  z.strictObject({ kind: z.literal('stage'), message: fromReceiverSchema }),
  z.strictObject({ kind: z.literal('front-row'), message: fromFrontRowSourceSchema }),
  // Made by the compositor and shown to hosts and meters, which take single numbers of it.
  z.strictObject({ kind: z.literal('health'), health: z.custom<ProgrammeHealth>(isObject) }),
  z.strictObject({ kind: z.literal('event'), event: z.custom<ProgrammeEvent>(isObject) }),
  /** What each part took from its last frame to being published, since the last message. */
  z.strictObject({ kind: z.literal('parts'), behindMs: z.array(z.number()).max(1_000) }),
  z.strictObject({ kind: z.literal('spans'), spans: spansSchema }),
]);

export type ToProgramme = z.output<typeof toProgrammeSchema>;
export type FromProgramme = z.output<typeof fromProgrammeSchema>;
