import type { Slate } from '#protocol';

/** Why nobody is to be seen: not yet, not any more, or because the server was away and its host is not back. */
export type Emptiness = 'starting' | 'break' | 'trouble';

/** What the audience sees: the host's slate, else one of ours while nobody is on the stage. */
export function slateFor(chosen: Slate, onStage: number, emptiness: Emptiness): Slate {
  if (chosen.kind !== 'none' || onStage > 0) return chosen;
  return { kind: emptiness, text: '' };
}
