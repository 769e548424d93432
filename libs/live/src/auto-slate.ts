import type { Slate } from '#protocol';

/** Why nobody is to be seen: not yet, not any more, or the host has not returned since the show was interrupted. */
export type Emptiness = 'starting' | 'break' | 'trouble';

export const emptinessOf = (was: { peopled: boolean; interrupted: boolean }): Emptiness => {
  if (was.peopled) return 'break';
  return was.interrupted ? 'trouble' : 'starting';
};

/** What the audience sees: the host's slate, else one of ours while nobody is on the stage. */
export function slateFor(chosen: Slate, onStage: number, emptiness: Emptiness): Slate {
  if (chosen.kind !== 'none' || onStage > 0) return chosen;
  return { kind: emptiness, text: '' };
}
