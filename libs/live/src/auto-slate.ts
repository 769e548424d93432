import type { Slate } from '#protocol';

/** Why nobody is to be seen: not yet, not any more, or the host has not returned since the show was interrupted. */
export type Emptiness = 'starting' | 'break' | 'trouble';

export const emptinessOf = (was: { peopled: boolean; interrupted: boolean }): Emptiness => {
  if (was.peopled) return 'break';
  return was.interrupted ? 'trouble' : 'starting';
};

/** What the audience sees: the host's slate, else one of ours while there is nothing to see. */
export function slateFor(chosen: Slate, emptiness: Emptiness | undefined): Slate {
  return chosen.kind !== 'none' || emptiness === undefined ? chosen : { kind: emptiness, text: '' };
}
