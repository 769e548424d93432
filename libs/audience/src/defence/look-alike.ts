import { foldText, squeeze } from '../text/fold.js';

/** Letters that a reader takes for one when they stand close. */
const CLOSE = [
  ['rn', 'm'],
  ['vv', 'w'],
  ['cl', 'd'],
] as const;

/** The same for names that are drawn alike: `Ada`, `АDА`, `A.d.a_`. */
export function nameSkeleton(name: string): string {
  let letters = squeeze(foldText(name));
  for (const [pair, single] of CLOSE) letters = letters.replaceAll(pair, single);
  return letters.replaceAll(/(.)\1{2,}/gu, '$1');
}

/** What impostors put before or behind the name of a host, as skeletons. */
const BEFORE = ['', ...['the', 'real', 'official', '공식'].map(nameSkeleton)];
const BEHIND = [
  '',
  'official',
  'admin',
  'moderator',
  'mod',
  'staff',
  'team',
  'support',
  'host',
  '공식',
  '운영자',
  '관리자',
  '매니저',
].map(nameSkeleton);

/** Whether a reader takes one name for the other, also with `official` and the like around it. */
export const looksLike = (name: string, skeleton: string): boolean =>
  isTakenFor(nameSkeleton(name), skeleton);

/** The same of two skeletons. */
export function isTakenFor(own: string, skeleton: string): boolean {
  return BEFORE.some(
    (before) =>
      own.startsWith(before + skeleton) && BEHIND.includes(own.slice(before.length + skeleton.length)),
  );
}
