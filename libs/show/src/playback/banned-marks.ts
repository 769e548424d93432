import type { Moderation } from '#audience';
import { deviceMark, subjectMark } from '#origin';

/** Whose tokens of a show count no more, by person and by device. */
export async function bannedMarks(
  moderation: Pick<Moderation, 'listBans'>,
  showId: string,
): Promise<string[]> {
  const bans = await moderation.listBans(showId);
  const devices = bans.filter(({ deviceHash }) => deviceHash !== null);
  return [
    ...new Set([
      ...bans.map(({ subjectId }) => subjectMark(subjectId)),
      ...devices.map(({ deviceHash }) => deviceMark(deviceHash)),
    ]),
  ];
}
