import { codeIn } from './code-in.js';

const NAME = /[A-Za-z_$][\w$]*/g;
/** Words of prose and of commands have no capital inside. */
const IS_CODE = /[a-z][A-Z]/;

/** Identifiers of two words and more in spans and diagrams; blocks of another language are examples of their own. */
export function namesOfCode(document: string): string[] {
  const { blocks, spans } = codeIn(document);
  const diagrams = blocks.filter(({ language }) => language === '').map(({ text }) => text);
  const texts = [...diagrams, ...spans];
  return [...new Set(texts.flatMap((text) => text.match(NAME) ?? []).filter((name) => IS_CODE.test(name)))];
}
