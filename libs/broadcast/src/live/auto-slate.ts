import type { Slate } from '#protocol';

/** What the audience sees: the host's slate, else one of ours while nobody is on the stage. */
export function slateFor(chosen: Slate, onStage: number, hadSomebody: boolean): Slate {
  if (chosen.kind !== 'none' || onStage > 0) return chosen;
  return { kind: hadSomebody ? 'break' : 'starting', text: '' };
}
