import type { InputFlow } from '#stage';

/** An input of one show, as far as it decides who is on the stage. */
export interface Candidate {
  id: string;
  as: 'guest' | 'programme' | 'backup';
  onStage: boolean;
  /** `gone`: nobody has a session; it may be back in a moment. */
  flow: InputFlow | 'gone';
  /** Connected, and its first media is on the way. */
  isComing?: boolean;
}

export interface Placing {
  /** Inputs that belong on the stage now; all others wait backstage. */
  onStage: readonly string[];
  /** The one that has the whole canvas. */
  active: string | undefined;
  /** There is a programme or a backup, and neither sends: viewers see a slate. */
  isAway: boolean;
}

const isThere = ({ flow, isComing }: Candidate): boolean =>
  flow === 'sending' || flow === 'silent' || isComing === true;

/**
 * A guest is on the stage from its first media until it has gone. The canvas is the programme's while it sends, else the
 * backup's while that one sends; the one that had it last keeps it while neither does. What is coming is on the stage
 * before its first key frame, and has the canvas behind the slate where no other one is there: it is decoded only in a tile.
 */
export function choosePlacing(candidates: readonly Candidate[], activeBefore: string | undefined): Placing {
  const wanted = candidates.filter(({ onStage }) => onStage);
  const guests = wanted.filter((each) => each.as === 'guest' && isThere(each));
  const whole = ['programme', 'backup'].flatMap((as) => wanted.filter((each) => each.as === as));
  const sending = whole.find(({ flow }) => flow === 'sending');
  const coming = whole.filter(({ isComing }) => isComing);
  const before = whole.find(({ id }) => id === activeBefore);
  const active = sending ?? (before && isThere(before) ? before : (coming[0] ?? before));
  const shown = active !== undefined && isThere(active) ? [active] : [];
  const onStage = [...guests, ...new Set([...shown, ...coming])];
  return {
    onStage: onStage.map(({ id }) => id),
    active: active?.id,
    isAway: active !== undefined && active.flow !== 'sending',
  };
}
