import { checkRank, type Ranks, type ShowRole } from '#access';
import { guestError } from '#kernel';
import type { WireTrackSource } from '#protocol';
import type { StageOutbox } from '../outbox.js';
import type { Participant } from '../participant.js';
import { participantNotFound } from '../participant-errors.js';
import type { Stage } from '../stage.js';
import type { StageRegistry } from '../stage-registry.js';
import type { RoleRegistry } from './role-registry.js';
import type { StageCaller } from './stage-caller.js';

/** Who may not enter. Stored elsewhere; asked again at every join. */
export interface BanList {
  ban(showId: string, person: { personId: string; name: string }, by: StageCaller): Promise<void>;
  unban(showId: string, personId: string, by: StageCaller): Promise<void>;
  list(showId: string): Promise<{ personId: string; name: string }[]>;
}

export interface ModerationServiceOptions {
  stages: StageRegistry;
  roles: RoleRegistry;
  outbox: StageOutbox;
  bans: BanList;
  ranks: Ranks;
  /** The name of a person in the audience. */
  findPresent: (showId: string, personId: string) => { personId: string; name: string } | undefined;
}

/** What those with a role may do to people of a lower rank. Fits the gateway's moderation port. */
export class ModerationService {
  readonly #options: ModerationServiceOptions;

  constructor(options: ModerationServiceOptions) {
    this.#options = options;
  }

  /** Kept for the participant: a new track of that source starts muted too. */
  async setMuted(
    caller: StageCaller,
    participantId: string,
    source: WireTrackSource,
    muted: boolean,
  ): Promise<void> {
    const { stage, target } = await this.#getTarget(caller, participantId);
    if (muted) target.silenced.add(source);
    else target.silenced.delete(source);
    const track = target.findTrack(source);
    // The next owner of the show must know it before there is a track.
    if (track === undefined) stage.changed(target);
    else await track.hold('host', muted);
    target.tell({ name: 'stage.muted', data: { source, muted, by: caller.personId } });
  }

  async stopTrack(caller: StageCaller, participantId: string, source: WireTrackSource): Promise<void> {
    const { target } = await this.#getTarget(caller, participantId);
    const track = target.findTrack(source);
    if (track === undefined) {
      throw guestError('producer-not-found', `There is no ${source} to stop.`, { status: 404 });
    }
    track.close();
    target.tell({ name: 'produce.stopped', data: { producerId: track.trackId, source, by: 'host' } });
  }

  async remove(caller: StageCaller, participantId: string): Promise<void> {
    const { stage, target } = await this.#getTarget(caller, participantId);
    stage.leave(target, 'removed');
    this.#options.outbox.endSession(caller.showId, target.personId, target.tabId, 'removed');
  }

  async ban(caller: StageCaller, personId: string): Promise<void> {
    const { showId } = caller;
    const { stages, roles, outbox, bans, findPresent } = this.#options;
    const stage = stages.find(showId);
    const participant = stage?.findPerson(personId);
    const role = participant?.role ?? roles.find(showId, personId);
    if (personId === caller.personId) throw notYourself();
    await this.#needRank(caller, personId, role);
    const person = findPresent(showId, personId) ?? { personId, name: participant?.name ?? personId };
    await bans.ban(showId, person, caller);
    if (participant !== undefined) stage?.leave(participant, 'banned');
    outbox.endSession(showId, personId, null, 'banned');
  }

  unban(caller: StageCaller, personId: string): Promise<void> {
    return this.#options.bans.unban(caller.showId, personId, caller);
  }

  listBans(caller: StageCaller): Promise<{ personId: string; name: string }[]> {
    return this.#options.bans.list(caller.showId);
  }

  async setLocked(caller: StageCaller, locked: boolean): Promise<void> {
    (await this.#options.stages.openStage(caller.showId)).setLocked(locked);
  }

  /** The new host is there before the old one steps down: a show is never without. */
  async handOver(caller: StageCaller, participantId: string): Promise<void> {
    const { stage, target } = this.#getSeated(caller, participantId);
    if (target.personId === caller.personId) return;
    const giver = stage.findPerson(caller.personId);
    await stage.setRole(target, 'host');
    this.#options.roles.set(caller.showId, target.personId, 'host');
    if (giver !== undefined) await stage.setRole(giver, 'co-host');
    this.#options.roles.set(caller.showId, caller.personId, 'co-host');
  }

  async setCoHost(caller: StageCaller, participantId: string, coHost: boolean): Promise<void> {
    const { stage, target } = this.#getSeated(caller, participantId);
    await this.#needRank(caller, target.personId, target.role);
    const role = coHost ? 'co-host' : 'guest';
    await stage.setRole(target, role);
    this.#options.roles.set(caller.showId, target.personId, role);
  }

  async #getTarget(
    caller: StageCaller,
    participantId: string,
  ): Promise<{ stage: Stage; target: Participant }> {
    const found = this.#get(caller, participantId);
    await this.#needRank(caller, found.target.personId, found.target.role);
    return found;
  }

  /** A part of running the programme, like the layout: no rank protects from it. */
  async setOnStage(caller: StageCaller, participantId: string, onStage: boolean): Promise<void> {
    const { stage, target } = this.#getSeated(caller, participantId);
    await stage.setOnStage(target, onStage);
  }

  /** In the studio, not in the green room: a candidate is brought on by the promotion. */
  #getSeated(caller: StageCaller, participantId: string): { stage: Stage; target: Participant } {
    const found = this.#get(caller, participantId);
    if (!found.target.isInStudio) throw participantNotFound();
    return found;
  }

  #get(caller: StageCaller, participantId: string): { stage: Stage; target: Participant } {
    const stage = this.#options.stages.find(caller.showId);
    const target = stage?.find(participantId);
    if (stage === undefined || target === undefined) throw participantNotFound();
    return { stage, target };
  }

  /** The server itself asks for a back end whose rank was judged before. */
  #needRank(caller: StageCaller, personId: string, role: ShowRole = 'viewer'): Promise<void> {
    const actor = { personId: caller.personId, role: caller.rank ?? caller.role };
    return checkRank(this.#options.ranks, caller.showId, actor, { personId, role });
  }
}

const notYourself = () => guestError('not-allowed', 'You cannot ban yourself.', { status: 403 });
