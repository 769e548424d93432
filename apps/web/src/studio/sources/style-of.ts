import { type Layout, LIMITS, type SourceStyle } from '#protocol';

export type SourceRef = Pick<SourceStyle, 'participantId' | 'source'>;
export type StyleChange = Partial<Omit<SourceStyle, 'participantId' | 'source'>>;

const isSame = (a: SourceRef, b: SourceRef): boolean =>
  a.participantId === b.participantId && a.source === b.source;

export const isStyled = ({ sources }: Layout, ref: SourceRef): boolean =>
  sources?.some((style) => isSame(style, ref)) ?? false;

export const styleOf = ({ sources }: Layout, ref: SourceRef): SourceStyle =>
  sources?.find((style) => isSame(style, ref)) ?? refOf(ref);

const refOf = ({ participantId, source }: SourceRef): SourceRef => ({ participantId, source });

/** Nothing differs from the layout: such a style is left out. */
const isPlain = ({ participantId: _participantId, source: _source, ...style }: SourceStyle): boolean =>
  Object.values(style).every((value) => value === undefined);

export function withStyle(layout: Layout, ref: SourceRef, change: StyleChange): Layout {
  const changed = { ...styleOf(layout, ref), ...change };
  const others = stylesBeside(layout, ref);
  // Styles of people who left stay in the layout: the oldest make room, since the server takes no more than this.
  return { ...layout, sources: isPlain(changed) ? others : [...others, changed].slice(-LIMITS.sourceStyles) };
}

export const withoutStyle = (layout: Layout, ref: SourceRef): Layout => ({
  ...layout,
  sources: stylesBeside(layout, ref),
});

const stylesBeside = ({ sources }: Layout, ref: SourceRef): SourceStyle[] =>
  (sources ?? []).filter((style) => !isSame(style, ref));
