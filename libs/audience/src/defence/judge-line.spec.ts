import { expect, test } from '@jest/globals';
import type { ChatDefences, ChatDefencesChange } from '#protocol';
import { DEFAULT_DEFENCES } from './default-defences.js';
import { judgeLine, type LineFacts } from './judge-line.js';

const NOTHING: LineFacts = {
  isModerator: false,
  isNewcomer: false,
  hasLink: false,
  isRepeated: false,
  isCopied: false,
  isBlocked: false,
  classes: [],
};
type Row = [
  name: string,
  facts: Partial<LineFacts>,
  set: ChatDefencesChange,
  action: string,
  cause: string | null,
];

const ROWS: Row[] = [
  ['plain words', {}, {}, 'allow', null],
  ['a link where viewers may post none', { hasLink: true }, {}, 'refuse', 'link'],
  ['a link that waits', { hasLink: true }, { actions: { link: 'hold' } }, 'hold', 'link'],
  ['a link where links are allowed', { hasLink: true }, { actions: { link: 'allow' } }, 'allow', null],
  [
    'a link of a newcomer there',
    { hasLink: true, isNewcomer: true },
    { actions: { link: 'allow' } },
    'hold',
    'link',
  ],
  ['a link of a moderator', { hasLink: true, isModerator: true }, {}, 'allow', null],
  [
    'the same where nobody may',
    { hasLink: true, isModerator: true },
    { moderatorLinks: false },
    'refuse',
    'link',
  ],
  [
    'words of a moderator',
    { isModerator: true, isBlocked: true, isRepeated: true, classes: ['spam'] },
    {},
    'allow',
    null,
  ],
  ['a blocked word', { isBlocked: true, hasLink: true }, { actions: { link: 'allow' } }, 'refuse', 'blocked'],
  ['the same again', { isRepeated: true }, {}, 'refuse', 'repeated'],
  [
    'the same again where that is fine',
    { isRepeated: true },
    { actions: { repeated: 'allow' } },
    'allow',
    null,
  ],
  ['what several said', { isCopied: true }, {}, 'hold', 'copied'],
  ['a newcomer', { isNewcomer: true }, {}, 'allow', null],
  [
    'a newcomer whose words wait',
    { isNewcomer: true },
    { actions: { newcomer: 'hold' } },
    'hold',
    'newcomer',
  ],
  ['profanity', { classes: ['profanity'] }, {}, 'hide', 'profanity'],
  ['profanity of a newcomer', { classes: ['profanity'], isNewcomer: true }, {}, 'hold', 'profanity'],
  ['two classes: the stricter', { classes: ['profanity', 'hostility'] }, {}, 'hold', 'hostility'],
  ['two as strict: the first', { classes: ['hostility', 'sexual'] }, {}, 'hold', 'hostility'],
  ['a class that is allowed', { classes: ['sexual'] }, { actions: { sexual: 'allow' } }, 'allow', null],
  ['refused before held', { isCopied: true, classes: ['spam'] }, {}, 'refuse', 'spam'],
];

test.each(ROWS)('%s', (_name, facts, set, action, cause) => {
  const defences: ChatDefences = {
    ...DEFAULT_DEFENCES,
    ...set,
    actions: { ...DEFAULT_DEFENCES.actions, ...set.actions },
    words: DEFAULT_DEFENCES.words,
  };
  expect(judgeLine({ ...NOTHING, ...facts }, defences)).toEqual({ action, cause });
});
