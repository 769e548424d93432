import { placeTiles, type Size, type SourceStyle, type Tile } from '#layout';
import type { Layout, ParticipantView } from '#protocol';

const ownersOf = (tiles: Layout['hidden'], source: 'camera' | 'screen'): string[] =>
  tiles.filter((tile) => tile.source === source).map(({ participantId }) => participantId);

function stylesOf({ sources, media }: Layout): SourceStyle[] {
  return (sources ?? []).flatMap(({ participantId, fit, ...style }) => {
    const personId = style.source === 'media' ? media?.assetId : participantId;
    if (personId === undefined || personId === null) return [];
    return [{ ...style, personId, fit: fit && (fit === 'cover' ? 'fill' : 'contain') }];
  });
}

export interface StandsOn {
  participants: readonly ParticipantView[];
  layout: Layout;
  canvas: Size;
  activeSpeakerId?: string | null | undefined;
}

/** Where the programme shows everybody who is on the stage: the places that the server's compositor takes. */
export function canvasTiles({ participants, layout, canvas, activeSpeakerId }: StandsOn): Tile[] {
  const people = participants
    .filter(({ onStage }) => onStage)
    .map(({ participantId, tracks }) => ({
      id: participantId,
      sharesScreen: tracks.some(({ source, paused }) => source === 'screen' && !paused),
    }));
  const { kind, order, hidden, fit, gapPx, pinned, media } = layout;
  return placeTiles(
    people,
    {
      kind: kind === 'screen-strip' ? 'screen' : kind,
      order: [...new Set(order.map(({ participantId }) => participantId))],
      hidden: ownersOf(hidden, 'camera'),
      hiddenScreens: ownersOf(hidden, 'screen'),
      fit: fit === 'cover' ? 'fill' : 'contain',
      gapPx,
      pinned: pinned?.participantId,
      media: media?.assetId,
      sources: stylesOf(layout),
    },
    canvas,
    activeSpeakerId ?? undefined,
  );
}
