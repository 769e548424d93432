import type { Layout } from '#protocol';

/** Layouts in which one person is larger than the others. */
const WITH_MAIN: readonly Layout['kind'][] = ['solo', 'spotlight', 'picture-in-picture'];

const camera = (participantId: string) => ({ participantId, source: 'camera' as const });

/**
 * Puts a person into the slot of another one: the two change places, and who was not shown moves the others on.
 * `shown` is who stands in the slots now, in their order.
 */
export function putInSlot(
  layout: Layout,
  shown: readonly string[],
  participantId: string,
  slotOf: string,
): Layout {
  if (participantId === slotOf) return layout;
  const ids = [...new Set(shown)];
  const to = ids.indexOf(slotOf);
  const from = ids.indexOf(participantId);
  if (from < 0) ids.splice(Math.max(to, 0), 0, participantId);
  else if (to >= 0) [ids[from], ids[to]] = [slotOf, participantId];
  const isMain = to === 0 && WITH_MAIN.includes(layout.kind);
  const hidden = layout.hidden.filter(
    (tile) => tile.participantId !== participantId || tile.source !== 'camera',
  );
  return {
    ...layout,
    order: ids.map(camera),
    hidden,
    ...(isMain ? { pinned: camera(participantId) } : {}),
  };
}

/** One slot on or back, by the keyboard. */
export function moveInOrder(
  layout: Layout,
  shown: readonly string[],
  participantId: string,
  step: 1 | -1,
): Layout {
  const ids = [...new Set(shown)];
  const other = ids[ids.indexOf(participantId) + step];
  return other === undefined ? layout : putInSlot(layout, ids, participantId, other);
}

/** This person alone fills the programme. */
export const soloOf = (layout: Layout, participantId: string): Layout => ({
  ...layout,
  kind: 'solo',
  pinned: camera(participantId),
});
