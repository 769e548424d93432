import { ShowRanks } from '#control';
import type { Database } from '#data';
import type { Signaling } from '#signaling';
import type { StageDesks } from '#stage';

/** The stage asks for ranks and tells roles: it is looked up when a rank is asked for. */
export function openRanks(
  { repositories }: Database,
  { hub }: Signaling,
  desks: () => Pick<StageDesks, 'roles' | 'stage'>,
): ShowRanks {
  return new ShowRanks({
    ...repositories,
    grants: repositories.roleGrants,
    stage: {
      given: (showId, personId) => desks().roles.find(showId, personId),
      present: (showId, personId) =>
        desks().stage.findRole(showId, personId) ?? hub.findPresent(showId, personId)?.role,
    },
  });
}
