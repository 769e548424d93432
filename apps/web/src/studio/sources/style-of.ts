import type { Layout, SourceStyle } from '#protocol';

export type SourceRef = Pick<SourceStyle, 'participantId' | 'source'>;
export type StyleChange = Partial<Omit<SourceStyle, 'participantId' | 'source'>>;

const isSame = (a: SourceRef, b: SourceRef): boolean =>
  a.participantId === b.participantId && a.source === b.source;

export const isStyled = ({ sources }: Layout, ref: SourceRef): boolean =>
  sources?.some((style) => isSame(style, ref)) ?? false;

export const styleOf = ({ sources }: Layout, ref: SourceRef): SourceStyle =>
  sources?.find((style) => isSame(style, ref)) ?? refOf(ref);

const refOf = ({ participantId, source }: SourceRef): SourceRef => ({ participantId, source });

/** What is as the layout has it is not said. */
const isPlain = ({ participantId: _participantId, source: _source, ...style }: SourceStyle): boolean =>
  Object.values(style).every((value) => value === undefined);

export function withStyle(layout: Layout, ref: SourceRef, change: StyleChange): Layout {
  const changed = { ...styleOf(layout, ref), ...change };
  const others = (layout.sources ?? []).filter((style) => !isSame(style, ref));
  return { ...layout, sources: isPlain(changed) ? others : [...others, changed] };
}

export const withoutStyle = (layout: Layout, ref: SourceRef): Layout => ({
  ...layout,
  sources: (layout.sources ?? []).filter((style) => !isSame(style, ref)),
});
