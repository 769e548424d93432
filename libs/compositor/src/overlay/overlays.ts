import { z } from 'zod';

const colour = z.string().regex(/^#[0-9a-f]{6}$/i);
/** Any script, any length: drawn as far as it fits. */
const text = z.string().max(2_000);

export const DEFAULT_ACCENT = '#ff4d5e';
/** Typefaces of titles, labels and slates: what the system has, and three that come with the programme. */
export const FACES = ['sans', 'serif', 'round', 'poster'] as const;
export type Face = (typeof FACES)[number];
const LANGUAGES = ['en', 'ko'] as const;
export type SlateLanguage = (typeof LANGUAGES)[number];

export const overlaysSchema = z.strictObject({
  /** Names under the faces. */
  labels: z.boolean().default(true),
  accent: colour.default(DEFAULT_ACCENT),
  font: z.enum(FACES).default('sans'),
  /** Of what a slate says by itself. */
  language: z.enum(LANGUAGES).default('en'),
  title: z.strictObject({ text, subtitle: text.default('') }).optional(),
  ticker: z.strictObject({ text }).optional(),
  logo: z
    .strictObject({
      /** PNG, JPEG or WebP. */
      image: z.instanceof(Uint8Array),
      corner: z.enum(['top-left', 'top-right', 'bottom-left', 'bottom-right']).default('top-right'),
    })
    .optional(),
  /** An image over the whole canvas, by the id under which it was added: a frame in the brand of the show. */
  frame: z.string().min(1).max(200).optional(),
  countdown: z.strictObject({ endsAtWallMs: z.number(), label: text.default('') }).optional(),
  /** Brings a shared screen's audio down while somebody speaks. */
  duckScreenAudio: z.boolean().default(true),
});

export type Overlays = z.output<typeof overlaysSchema>;
export type OverlaysInput = z.input<typeof overlaysSchema>;

export const slateSchema = z.strictObject({
  kind: z.enum(['starting', 'break', 'fault', 'ended']),
  /** In the audience's language; each kind has an English one. */
  title: text.optional(),
  text: text.default(''),
  endsAtWallMs: z.number().optional(),
});

/** What the audience sees instead of the stage. */
export type Slate = z.output<typeof slateSchema>;
export type SlateInput = z.input<typeof slateSchema>;
