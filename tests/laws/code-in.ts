const FENCE = /^```(\w*)[^\n]*\n([\s\S]*?)^```/gm;
const SPAN = /`([^`]+)`/g;

/** Code in a document: fenced blocks with their language, spans in the text, and that text without the blocks. */
export function codeIn(document: string) {
  const prose = document.replaceAll(FENCE, '');
  return {
    prose,
    blocks: [...document.matchAll(FENCE)].map(([, language = '', text = '']) => ({ language, text })),
    spans: [...prose.matchAll(SPAN)].map(([, text = '']) => text),
  };
}
