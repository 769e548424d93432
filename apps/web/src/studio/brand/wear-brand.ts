import type { Layout, ProgrammeView } from '#protocol';
import type { Composer } from '../scenes/composer.js';
import type { Brand } from './use-brand.js';

/** Of a show without a colour of its own. */
export const USUAL_COLOUR = '#ff4d5e';

const groundOf = ({ colour }: Layout['background'], assetId: string | null): Layout['background'] =>
  assetId === null ? { colour } : { colour, assetId };

/** The programme takes on what was saved: at once, or with the next take. */
export function wearBrand(
  composer: Pick<Composer, 'setLayout' | 'setOverlays'>,
  { layout, overlays }: Pick<ProgrammeView, 'layout' | 'overlays'>,
  brand: Brand,
): void {
  const { logo, frame, font, language } = brand;
  composer.setOverlays({
    ...overlays,
    ...{ accent: brand.colour ?? USUAL_COLOUR, font, language },
    logo: logo === null ? null : { ...logo, opacity: overlays.logo?.opacity ?? 1 },
    frame: frame === null ? null : { assetId: frame },
  });
  composer.setLayout({ ...layout, background: groundOf(layout.background, brand.background) });
}
