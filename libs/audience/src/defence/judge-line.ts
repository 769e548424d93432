import type { ChatDefences, DefenceAction, DefenceCause, HeldCause, WordClass } from '#protocol';
import { DEFENCE_ACTIONS } from '#protocol';

/** What is known of a line when it is sent. */
export interface LineFacts {
  isModerator: boolean;
  /** Came to this show so shortly ago that stricter rules hold. */
  isNewcomer: boolean;
  hasLink: boolean;
  /** The author said as much a moment ago. */
  isRepeated: boolean;
  /** Several others said as much a moment ago. */
  isCopied: boolean;
  /** On the list of the show or of the site that is refused everywhere. */
  isBlocked: boolean;
  classes: readonly WordClass[];
}

export interface Verdict {
  action: DefenceAction;
  /** `blocked`: a word of the lists that are always refused. */
  cause: HeldCause | 'blocked' | null;
}

export const ALLOWED: Verdict = { action: 'allow', cause: null };

export const strictness = (action: DefenceAction): number => DEFENCE_ACTIONS.indexOf(action);

/** The strictest action of all causes that apply; the first of equally strict ones. For moderators only a ban of all links counts. */
export function judgeLine(facts: LineFacts, defences: ChatDefences): Verdict {
  if (facts.isModerator)
    return facts.hasLink && !defences.moderatorLinks ? { action: 'refuse', cause: 'link' } : ALLOWED;
  if (facts.isBlocked) return { action: 'refuse', cause: 'blocked' };
  let strictest: Verdict = ALLOWED;
  for (const cause of causesOf(facts)) {
    const action = actionOn(cause, facts, defences);
    if (strictness(action) > strictness(strictest.action)) strictest = { action, cause };
  }
  return strictest;
}

function causesOf(facts: LineFacts): DefenceCause[] {
  const applies: [boolean, DefenceCause][] = [
    [facts.hasLink, 'link'],
    [facts.isRepeated, 'repeated'],
    [facts.isCopied, 'copied'],
    [facts.isNewcomer, 'newcomer'],
  ];
  return [...applies.filter(([doesApply]) => doesApply).map(([, cause]) => cause), ...facts.classes];
}

/** Of a newcomer a link is held even where links are allowed, and what would be hidden is held. */
function actionOn(cause: DefenceCause, { isNewcomer }: LineFacts, { actions }: ChatDefences): DefenceAction {
  const action = actions[cause];
  if (!isNewcomer) return action;
  if (cause === 'link' && action === 'allow') return 'hold';
  return action === 'hide' ? 'hold' : action;
}
