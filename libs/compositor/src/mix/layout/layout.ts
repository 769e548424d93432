import { z } from 'zod';

const share = z.number().min(0).max(0.9);
/** A source may reach out of the canvas. */
const placeSchema = z.strictObject({
  x: z.number().min(-1).max(1),
  y: z.number().min(-1).max(1),
  width: z.number().min(0.02).max(1),
  height: z.number().min(0.02).max(1),
});

/** How one source is shown, where that is not what the layout says. */
const sourceStyleSchema = z.strictObject({
  personId: z.string().min(1).max(200),
  source: z.enum(['camera', 'screen', 'media']),
  crop: z
    .strictObject({ left: share, top: share, right: share, bottom: share })
    .refine(({ left, right, top, bottom }) => left + right <= 0.9 && top + bottom <= 0.9, 'leaves nothing')
    .optional(),
  fit: z.enum(['fill', 'contain']).optional(),
  place: placeSchema.optional(),
  opacity: z.number().min(0).max(1).optional(),
  layer: z.number().int().min(-32).max(32).optional(),
  key: z
    .strictObject({
      colour: z.string().regex(/^#[0-9a-f]{6}$/i),
      similarity: z.number().min(0).max(1),
      smoothness: z.number().min(0).max(1),
    })
    .optional(),
});

export const layoutSchema = z.strictObject({
  /** `auto` shows a shared screen if there is one, else everybody as large as their number allows. */
  kind: z
    .enum(['auto', 'solo', 'side-by-side', 'grid', 'spotlight', 'screen', 'picture-in-picture'])
    .default('auto'),
  /** People named here come first, in this order. */
  order: z.array(z.string()).max(64).default([]),
  /** The participant in the main tile, where the layout has one. */
  pinned: z.string().optional(),
  /** People whose camera is left out; they are still heard, and their shared screen is still shown. */
  hidden: z.array(z.string()).max(64).default([]),
  /** People whose shared screen is left out; their camera is still shown. */
  hiddenScreens: z.array(z.string()).max(64).default([]),
  /** How a camera sits in its tile. A shared screen is always shown whole. */
  fit: z.enum(['fill', 'contain']).default('fill'),
  gapPx: z.number().int().min(0).max(80).default(12),
  /** Around tiles, in the gap: in the colour of the show. What reaches an edge of the canvas has none. */
  tileBorder: z.boolean().default(false),
  tileShadow: z.boolean().default(false),
  background: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .default('#10141c'),
  /** A PNG, JPEG or WebP that lies behind the tiles. */
  backgroundImage: z.instanceof(Uint8Array).optional(),
  /** An image or clip that has the large place, by the id under which it was added. */
  media: z.string().min(1).max(200).optional(),
  /** In any order; each source at most once. */
  sources: z.array(sourceStyleSchema).max(24).optional(),
  /** Tiles move to their places instead of jumping. */
  glide: z.boolean().default(true),
});

export type Layout = z.output<typeof layoutSchema>;
export type LayoutInput = z.input<typeof layoutSchema>;
