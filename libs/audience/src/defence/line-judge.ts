import { type Clock, guestError, type ShowError } from '#kernel';
import type { HeldCause } from '#protocol';
import { isModerator, type Member } from '../member.js';
import type { Members } from '../members.js';
import type { Classifier } from '../ports/classifier.js';
import type { Rules } from '../rules.js';
import { hasLink } from '../text/has-link.js';
import { foldedText } from '../text/word-list.js';
import { judgeLine, strictness, type Verdict } from './judge-line.js';
import { SaidBefore } from './said-before.js';
import type { SiteGuard } from './site-guard.js';

export interface LineJudgeOptions {
  showId: string;
  rules: Rules;
  members: Members;
  site: SiteGuard;
  classifier: Classifier | undefined;
  clock: Clock;
}

export type Passed = { action: 'allow'; cause: null } | { action: 'hide' | 'hold'; cause: HeldCause };

/** Gathers what is known of a line of one show, and judges it. */
export class LineJudge {
  readonly #options: LineJudgeOptions;
  readonly #said = new SaidBefore();

  constructor(options: LineJudgeOptions) {
    this.#options = options;
  }

  /** Of a line of chat. Throws when the line is refused. */
  async judge(member: Member, line: string): Promise<Passed> {
    const { site, clock } = this.#options;
    this.#needOwnName(member);
    await site.ready();
    const isNewcomer = this.#isNewcomer(member);
    const said = isModerator(member)
      ? { isRepeated: false, isCopied: false }
      : this.#said.add(member.personId, line, clock.monotonicMs(), isNewcomer);
    const verdict = this.#verdict(member, line, { ...said, isNewcomer });
    return passed(await this.#classified(member, line, verdict));
  }

  /** The line was not stored after all: its author may send it again. */
  forgetNewest({ personId }: Member): void {
    this.#said.forgetNewest(personId);
  }

  /** Of a question, which can neither wait nor be folded. Throws unless it is allowed. */
  async judgeQuestion(member: Member, line: string): Promise<void> {
    this.#needOwnName(member);
    await this.#options.site.ready();
    const verdict = this.#verdict(member, line, { isRepeated: false, isCopied: false, isNewcomer: false });
    const { action } = await this.#classified(member, line, verdict);
    if (action !== 'allow') throw refusal({ ...verdict, action: 'refuse' });
  }

  #verdict(
    member: Member,
    line: string,
    before: { isRepeated: boolean; isCopied: boolean; isNewcomer: boolean },
  ): Verdict {
    const { rules, site } = this.#options;
    const folded = foldedText(line);
    const [own, shared] = [rules.words.find(folded), site.classes.find(folded)];
    return judgeLine(
      {
        ...before,
        isModerator: isModerator(member),
        hasLink: hasLink(line),
        isBlocked: own.isBlocked || shared.isBlocked,
        classes: [...new Set([...own.classes, ...shared.classes])],
      },
      rules.defences,
    );
  }

  /** The classifier can only make the verdict stricter, and is not asked about a line that waits or is refused already. */
  async #classified(member: Member, line: string, verdict: Verdict): Promise<Verdict> {
    const { classifier, rules, showId } = this.#options;
    if (classifier === undefined || !rules.defences.classifier || isModerator(member)) return verdict;
    if (strictness(verdict.action) >= strictness('hold')) return verdict;
    const { name, role } = member;
    const action = await classifier.classify({ showId, text: line, name, role });
    return strictness(action) > strictness(verdict.action) ? { action, cause: 'classifier' } : verdict;
  }

  #isNewcomer(member: Member): boolean {
    const { rules, members, clock } = this.#options;
    if (isModerator(member)) return false;
    return members.isNewcomer(member.personId, rules.defences.newcomerSeconds * 1_000, clock.monotonicMs());
  }

  #needOwnName(member: Member): void {
    const { rules, members } = this.#options;
    if (rules.defences.protectNames && members.isImpostor(member))
      throw guestError(
        'name-looks-alike',
        'Your name looks like that of a host or moderator of this show. Choose another one.',
        { status: 409 },
      );
  }
}

function passed({ action, cause }: Verdict): Passed {
  if (action === 'allow') return { action, cause: null };
  if (action === 'refuse' || cause === null || cause === 'blocked') throw refusal({ action, cause });
  return { action, cause };
}

const REPEATED = 'This was said a moment ago. Say something else, or wait a little.';
const UNWANTED = 'The host does not want some of these words in this chat.';

function refusal({ cause }: Verdict): ShowError {
  if (cause === 'link')
    return guestError('links-off', 'The host does not allow links here.', { status: 422 });
  if (cause === 'repeated' || cause === 'copied')
    return guestError('repeated-text', REPEATED, { status: 422, retry: true });
  if (cause === 'newcomer')
    return guestError('too-new', 'New viewers may write here after a moment. Try again soon.', {
      status: 409,
      retry: true,
    });
  return guestError('text-rejected', UNWANTED, { status: 422 });
}
