import type { Overlays } from '#protocol';
import type { Composer } from './scenes/composer.js';

/** What the lower third holds at most. */
const TITLE_LENGTH = 80;

/** A viewer's words and name as a lower third. */
export function commentAsTitle({ name, text }: { name: string; text: string }): Overlays['titleBar'] {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const title = line.length > TITLE_LENGTH ? `${line.slice(0, TITLE_LENGTH - 1).trimEnd()}…` : line;
  return { title, subtitle: name };
}

export function showComment(
  composer: Pick<Composer, 'setOverlays'>,
  overlays: Overlays,
  comment: { name: string; text: string },
): void {
  composer.setOverlays({ ...overlays, titleBar: commentAsTitle(comment) });
}
