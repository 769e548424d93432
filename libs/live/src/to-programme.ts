import type { AudioMixInput, LayoutInput, OverlaysInput, SlateInput } from '#compositor';
import type { AudioMix, Layout, Overlays, Slate, SourceStyle } from '#protocol';

/** Images that hosts uploaded, by id. */
export type FindAsset = (assetId: string) => Uint8Array<ArrayBuffer> | undefined;

const peopleOf = (tiles: Layout['order']): string[] => [
  ...new Set(tiles.map(({ participantId }) => participantId)),
];

const ownersOf = (tiles: Layout['order'], source: 'camera' | 'screen'): string[] =>
  peopleOf(tiles.filter((tile) => tile.source === source));

/** The wire's words for a layout in the compositor's. */
export function toProgrammeLayout(layout: Layout, findAsset: FindAsset): LayoutInput {
  const { background, media } = layout;
  const image = 'assetId' in background ? findAsset(background.assetId) : undefined;
  return {
    kind: layout.kind === 'screen-strip' ? 'screen' : layout.kind,
    order: peopleOf(layout.order),
    hidden: ownersOf(layout.hidden, 'camera'),
    hiddenScreens: ownersOf(layout.hidden, 'screen'),
    fit: layout.fit === 'cover' ? 'fill' : 'contain',
    gapPx: layout.gapPx,
    tileBorder: layout.tileBorder ?? false,
    tileShadow: layout.tileShadow ?? false,
    background: background.colour,
    glide: layout.glideMs > 0,
    ...(layout.pinned === null ? {} : { pinned: layout.pinned.participantId }),
    ...(image === undefined ? {} : { backgroundImage: image }),
    ...(media === null ? {} : { media: media.assetId }),
    ...(layout.sources === undefined
      ? {}
      : { sources: layout.sources.flatMap((style) => toStyle(style, media)) }),
  };
}

/** That of `media` is for the image or clip which the layout shows. */
function toStyle(
  { participantId, fit, ...style }: SourceStyle,
  media: Layout['media'],
): NonNullable<LayoutInput['sources']> {
  const personId = style.source === 'media' ? media?.assetId : participantId;
  if (personId === undefined || personId === null) return [];
  return [{ ...style, personId, ...(fit ? { fit: fit === 'cover' ? 'fill' : 'contain' } : {}) }];
}

export function toProgrammeOverlays(overlays: Overlays, layout: Layout, findAsset: FindAsset): OverlaysInput {
  const { titleBar, ticker, logo, countdown, frame, accent, font, language } = overlays;
  const image = logo === null ? undefined : findAsset(logo.assetId);
  return {
    labels: layout.labels,
    accent,
    font,
    language,
    ...(frame === null ? {} : { frame: frame.assetId }),
    ...(titleBar === null ? {} : { title: { text: titleBar.title, subtitle: titleBar.subtitle } }),
    ...(ticker === null ? {} : { ticker: { text: ticker.text } }),
    ...(logo === null || image === undefined ? {} : { logo: { image, corner: logo.corner } }),
    ...(countdown === null
      ? {}
      : { countdown: { endsAtWallMs: countdown.toWallMs, label: countdown.label } }),
  };
}

/** The images that a scene names by their ids. */
export const mediaOf = ({ media }: Layout, { frame }: Overlays): string[] =>
  [media, frame].flatMap((each) => (each === null ? [] : [each.assetId]));

export const toProgrammeAudioMix = ({ sources, levelling }: AudioMix): AudioMixInput => ({
  sources: sources.map(({ participantId, ...audioMix }) => ({
    ...audioMix,
    ...(participantId === null ? {} : { participantId }),
  })),
  levelling,
});

const SLATE_KINDS = { starting: 'starting', break: 'break', ended: 'ended', trouble: 'fault' } as const;

export function toProgrammeSlate(slate: Slate): SlateInput | undefined {
  if (slate.kind === 'none') return undefined;
  return { kind: SLATE_KINDS[slate.kind], text: slate.text };
}
