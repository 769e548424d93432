import { BANNED_PHRASES, BANNED_WORDS, MEANT_OTHERWISE } from './banned-words.js';

export interface BadWord {
  line: number;
  word: string;
  write: string;
}

const ARE_WORDS = /[A-Za-z]+/g;
const BETWEEN_WORDS = /(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/;
const MEDIA_ROOMS = /^(libs\/(compositor|packager|outputs|media)|tests\/support\/(compositor|packager))\//;
const PROSE_FOR_USERS = /^(docs\/|README\.md$|infra\/traps\.md$|CHANGELOG\.md$)/;

const known = new Map(
  BANNED_WORDS.flatMap((banned) => [
    [banned.word, banned],
    [`${banned.word}s`, banned],
    [`${banned.word.replace(/f$/, 've')}s`, banned],
  ]),
);

function wordsOf(path: string, text: string): { word: string; write: string }[] {
  return [...text.matchAll(ARE_WORDS)].flatMap(([name]) => {
    const parts = name.split(BETWEEN_WORDS);
    return parts.flatMap((part) => {
      const found = known.get(part.toLowerCase());
      if (!found) return [];
      if (found.only === 'names' && (parts.length === 1 || part !== parts.at(-1))) return [];
      if (found.only === 'prose-for-users' && !PROSE_FOR_USERS.test(path)) return [];
      if (found.only === 'media-rooms' && !MEDIA_ROOMS.test(path)) return [];
      return [{ word: name, write: found.write }];
    });
  });
}

const phrasesOf = (text: string) =>
  BANNED_PHRASES.flatMap(({ phrase, write }) =>
    [...text.matchAll(phrase)].map(([word]) => ({ word, write })),
  );

/** What the glossary replaces in one file: in its name (line 0), its identifiers, comments, texts and prose. */
export function badWordsOf(path: string, text: string): BadWord[] {
  return [path, ...text.split('\n')].flatMap((written, line) => {
    const judged = MEANT_OTHERWISE.reduce((rest, meant) => rest.replace(meant, ''), written);
    return [...wordsOf(path, judged), ...phrasesOf(judged)].map((bad) => ({ line, ...bad }));
  });
}
