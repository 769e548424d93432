const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** The beginning of a text, cut between two characters as a reader sees them: no half of an emoji. */
export function excerpt(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, graphemes.segment(text).containing(length)?.index);
}
