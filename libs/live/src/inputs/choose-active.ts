import type { InputFlow } from '#stage';

/** An input of one show, as far as it decides who is on the stage. */
export interface Candidate {
  id: string;
  as: 'guest' | 'programme' | 'backup';
  onStage: boolean;
  /** `gone`: nobody has a session; it may be back in a moment. */
  flow: InputFlow | 'gone';
}

export interface Placing {
  /** Inputs that belong on the stage now; all others wait backstage. */
  onStage: readonly string[];
  /** The one that has the whole canvas. */
  active: string | undefined;
  /** There is a programme or a backup, and neither sends: viewers see a slate. */
  isAway: boolean;
}

/**
 * A guest is on the stage from its first media until it has gone. The canvas is the programme's while it sends, else the
 * backup's while that one sends; the one that had it last keeps it while neither does.
 */
export function choosePlacing(candidates: readonly Candidate[], activeBefore: string | undefined): Placing {
  const wanted = candidates.filter(({ onStage }) => onStage);
  const guests = wanted.filter(({ as, flow }) => as === 'guest' && (flow === 'sending' || flow === 'silent'));
  const whole = ['programme', 'backup'].flatMap((as) => wanted.filter((each) => each.as === as));
  const sending = whole.find(({ flow }) => flow === 'sending');
  const last = whole.find(({ id, flow }) => id === activeBefore && flow !== 'connected');
  const active = sending ?? last;
  const onStage = [...guests, ...(active === undefined || active.flow === 'gone' ? [] : [active])];
  return {
    onStage: onStage.map(({ id }) => id),
    active: active?.id,
    isAway: active !== undefined && active.flow !== 'sending',
  };
}
