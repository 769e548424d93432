const FENCE = /^```(\w*)[^\n]*\n([\s\S]*?)^```/gm;
const SPAN = /`([^`]+)`/g;
const NAME = /[A-Za-z_$][\w$]*/g;
/** Words of prose and of commands have no capital inside. */
const IS_CODE = /[a-z][A-Z]/;

/** Identifiers of two words and more in spans and diagrams; blocks of another language are examples of their own. */
export function namesOfCode(document: string): string[] {
  const diagrams = [...document.matchAll(FENCE)].filter(([, language]) => language === '');
  const spans = [...document.replaceAll(FENCE, '').matchAll(SPAN)];
  const texts = [...diagrams.map(([, , text = '']) => text), ...spans.map(([, text = '']) => text)];
  return [...new Set(texts.flatMap((text) => text.match(NAME) ?? []).filter((name) => IS_CODE.test(name)))];
}
