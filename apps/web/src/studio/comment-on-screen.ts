import type { Connection } from '#client';
import type { Overlays } from '#protocol';
import { runAction } from '../ui/run-action.js';

/** What the lower third holds at most. */
const TITLE_LENGTH = 80;

/** A viewer's words and name as a lower third. */
export function commentAsTitle({ name, text }: { name: string; text: string }): Overlays['titleBar'] {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const title = line.length > TITLE_LENGTH ? `${line.slice(0, TITLE_LENGTH - 1).trimEnd()}…` : line;
  return { title, subtitle: name };
}

export function showComment(
  connection: Connection,
  overlays: Overlays,
  comment: { name: string; text: string },
): void {
  runAction(
    connection.request('programme.set-overlays', {
      overlays: { ...overlays, titleBar: commentAsTitle(comment) },
    }),
  );
}
