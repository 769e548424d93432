import { z } from 'zod';

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
  background: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i)
    .default('#10141c'),
  /** A PNG, JPEG or WebP that lies behind the tiles. */
  backgroundImage: z.instanceof(Uint8Array).optional(),
  /** An image or clip that has the large place, by the id under which it was added. */
  media: z.string().min(1).max(200).optional(),
  /** Tiles move to their places instead of jumping. */
  glide: z.boolean().default(true),
});

export type Layout = z.output<typeof layoutSchema>;
export type LayoutInput = z.input<typeof layoutSchema>;
