import { useEffect } from 'react';
import type { ProgrammeView } from '#protocol';
import { useShortcuts } from '../../ui/use-shortcuts.js';
import type { Composer } from '../scenes/composer.js';
import { useMediaItems } from './use-media.js';

/** Page down and page up turn the slides that are shown, whichever panel is open. Undefined: not for this person. */
export function usePageKeys(
  showId: string,
  programme: ProgrammeView | undefined,
  composer: Pick<Composer, 'setLayout'>,
): void {
  const shownId = programme?.layout.media?.assetId;
  const { value: items, reload } = useMediaItems(showId, shownId !== undefined);
  const pages = items?.map((item) => item.pages).find((each) => each.some(({ id }) => id === shownId));
  const unknownId = items && !pages ? shownId : undefined;
  // Slides that another host has added since, or a clip: those have no pages.
  useEffect(() => {
    if (unknownId !== undefined) reload();
  }, [unknownId, reload]);
  const turn = (step: 1 | -1) => {
    if (!programme || !pages) return;
    const next = pages[pages.findIndex(({ id }) => id === shownId) + step];
    if (next) composer.setLayout({ ...programme.layout, media: { assetId: next.id } });
  };
  useShortcuts({ pagedown: () => turn(1), pageup: () => turn(-1) });
}
