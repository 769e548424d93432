import type { Layout, ParticipantView } from '#protocol';

type People = readonly Pick<ParticipantView, 'participantId' | 'personId'>[];
type Rename = (id: string) => string | undefined;

function renamed(layout: Layout, rename: Rename): Layout {
  const tiles = (all: Layout['order']) =>
    all.flatMap((tile) => {
      const participantId = rename(tile.participantId);
      return participantId === undefined ? [] : [{ ...tile, participantId }];
    });
  const [pinned = null] = layout.pinned ? tiles([layout.pinned]) : [];
  const sources = layout.sources?.flatMap((style) => {
    const participantId = style.participantId === null ? null : rename(style.participantId);
    return participantId === undefined ? [] : [{ ...style, participantId }];
  });
  return {
    ...layout,
    ...{ pinned, order: tiles(layout.order), hidden: tiles(layout.hidden) },
    ...(sources ? { sources } : {}),
  };
}

/** As a scene is kept: people by who they are, since they have another id each time they join. */
export const keptLayout = (layout: Layout, people: People): Layout =>
  renamed(layout, (id) => people.find(({ participantId }) => participantId === id)?.personId);

/** As the stage knows it: who is not there has no place. */
export const stagedLayout = (layout: Layout, people: People): Layout =>
  renamed(layout, (id) => people.find(({ personId }) => personId === id)?.participantId);
