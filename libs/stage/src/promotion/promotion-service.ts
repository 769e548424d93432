import { checkRank, type Ranks } from '#access';
import { type Clock, guestError, newId, TypedEvents } from '#kernel';
import type { PromotionView } from '#protocol';
import type { StageOutbox } from '../outbox.js';
import type { Participant } from '../participant.js';
import { assertPublisherPlace, notOnStage, participantNotFound } from '../participant-errors.js';
import { Holds } from '../services/holds.js';
import type { RoleRegistry } from '../services/role-registry.js';
import type { StageCaller } from '../services/stage-caller.js';
import type { Stage } from '../stage.js';
import type { LeaveReason } from '../stage-events.js';
import type { StageRegistry } from '../stage-registry.js';
import { Promotion, type PromotionPerson } from './promotion.js';
import { PromotionList } from './promotion-list.js';
import { isInGreenRoom, type PromotionMove } from './promotion-state.js';

export type PromotionStep =
  | 'hand-to-invitation'
  | 'invitation-to-ready'
  | 'bring-on-to-host-frame'
  | 'bring-on-to-programme-frame';

export interface PromotionEvents {
  /** How long a step took. */
  measured: { step: PromotionStep; tookMs: number };
  changed: { showId: string; promotion: PromotionView };
}

export interface PromotionServiceOptions {
  stages: StageRegistry;
  roles: RoleRegistry;
  outbox: StageOutbox;
  ranks: Ranks;
  clock: Clock;
  /** Whether a person is connected to the show, and under which name. */
  findPresent: (showId: string, personId: string) => PromotionPerson | undefined;
  participantHoldMs: number;
}

/** What a promotion becomes when its participant leaves before it was sent back. */
const MOVE_ON_LEAVING: Record<LeaveReason, PromotionMove> = {
  left: 'decline',
  lost: 'lose',
  removed: 'withdraw',
  banned: 'withdraw',
  'sent-back': 'send-back',
  'taken-over': 'lose',
  'stage-closed': 'lose',
};

/** From the audience to the stage and back. Fits the gateway's promotion port. */
export class PromotionService {
  readonly events = new TypedEvents<PromotionEvents>();
  readonly #options: PromotionServiceOptions;
  readonly #lists = new Map<string, PromotionList>();
  readonly #deadlines: Holds;

  constructor(options: PromotionServiceOptions) {
    this.#options = options;
    this.#deadlines = new Holds(options.clock);
  }

  /** Raising a raised hand changes nothing. */
  async raiseHand(caller: StageCaller): Promise<PromotionView> {
    const open = this.#list(caller.showId).findPerson(caller.personId);
    return open?.view ?? this.#begin(caller.showId, caller, 'raised').view;
  }

  async lowerHand(caller: StageCaller): Promise<void> {
    const open = this.#list(caller.showId).findPerson(caller.personId);
    if (open === undefined) throw guestError('hand-not-raised', 'Your hand is not raised.', { status: 409 });
    this.#move(caller.showId, open, 'lower');
  }

  /** Answers a raised hand, or asks a viewer who did not raise one. */
  async invite(caller: StageCaller, personId: string): Promise<PromotionView> {
    const { showId } = caller;
    const { findPresent, stages } = this.#options;
    const person = findPresent(showId, personId);
    if (person === undefined) throw personNotFound();
    if (stages.find(showId)?.isLocked === true) throw locked();
    const open = this.#list(showId).findPerson(personId);
    if (open === undefined) {
      if (stages.find(showId)?.findPerson(personId) !== undefined) throw onStageAlready();
      return this.#begin(showId, person, 'invited').view;
    }
    this.#move(showId, open, 'invite');
    this.#measure('hand-to-invitation', open.tookMs('raised', 'invited'));
    return open.view;
  }

  async accept(caller: StageCaller, promotionId: string): Promise<PromotionView> {
    const { showId, personId } = caller;
    const promotion = this.#list(showId).getOwn(promotionId, personId);
    if (this.#options.stages.find(showId)?.isLocked === true) throw locked();
    this.#move(showId, promotion, 'accept');
    this.#options.roles.set(showId, personId, 'candidate');
    return promotion.view;
  }

  async decline(caller: StageCaller, promotionId: string): Promise<PromotionView> {
    const promotion = this.#list(caller.showId).getOwn(promotionId, caller.personId);
    this.#endBeforeStage(caller.showId, promotion, 'decline');
    return promotion.view;
  }

  async ready(caller: StageCaller, promotionId: string): Promise<PromotionView> {
    const promotion = this.#list(caller.showId).getOwn(promotionId, caller.personId);
    promotion.participantId = this.#getParticipant(caller.showId, caller.personId).participant.participantId;
    this.#move(caller.showId, promotion, 'ready');
    this.#measure('invitation-to-ready', promotion.tookMs('invited', 'ready'));
    return promotion.view;
  }

  async vet(caller: StageCaller, promotionId: string, on: boolean): Promise<PromotionView> {
    const promotion = this.#list(caller.showId).get(promotionId);
    if (!isInGreenRoom(promotion.state)) throw notInGreenRoom();
    const moderator = this.#getParticipant(caller.showId, caller.personId).participant;
    const { stage, participant } = this.#getParticipant(caller.showId, promotion.person.personId);
    promotion.isVetting = on;
    await stage.setVetting(participant.participantId, on ? moderator.participantId : null);
    this.#tell(caller.showId, promotion);
    return promotion.view;
  }

  /** Everything slow has happened: streams resume, nothing is made. */
  async bringOn(caller: StageCaller, promotionId: string): Promise<PromotionView> {
    const { showId } = caller;
    const promotion = this.#list(showId).get(promotionId);
    const { stage, participant } = this.#getParticipant(showId, promotion.person.personId);
    if (promotion.may('bring-on')) {
      assertPublisherPlace(stage.participants, participant, stage.maxPublishers);
    }
    this.#move(showId, promotion, 'bring-on');
    await stage.setRole(participant, 'guest');
    this.#options.roles.set(showId, promotion.person.personId, 'guest');
    return promotion.view;
  }

  async withdraw(caller: StageCaller, promotionId: string): Promise<PromotionView> {
    const promotion = this.#list(caller.showId).get(promotionId);
    this.#endBeforeStage(caller.showId, promotion, 'withdraw');
    return promotion.view;
  }

  /** By a moderator for a guest, or by a guest for themselves. The host stays: the role is handed over first. */
  async sendBack(caller: StageCaller, participantId: string): Promise<void> {
    const stage = this.#options.stages.find(caller.showId);
    const participant = stage?.find(participantId);
    if (stage === undefined || participant === undefined) throw participantNotFound();
    if (participant.role === 'host') throw notYours();
    const actor = { personId: caller.personId, role: caller.rank ?? caller.role };
    await checkRank(this.#options.ranks, caller.showId, actor, participant);
    stage.leave(participant, 'sent-back');
    this.#options.roles.set(caller.showId, participant.personId, 'viewer');
  }

  async list(caller: StageCaller): Promise<PromotionView[]> {
    return this.#list(caller.showId).all.map(({ view }) => view);
  }

  /** The host's page has painted the first frame of a guest brought on. */
  async seen(caller: StageCaller, participantId: string): Promise<void> {
    if (caller.role === 'host') this.#measureSeen(caller.showId, participantId, 'bring-on-to-host-frame');
  }

  /** The programme has drawn the first frame of a guest brought on. */
  seenInProgramme(showId: string, participantId: string): void {
    this.#measureSeen(showId, participantId, 'bring-on-to-programme-frame');
  }

  /** A viewer's hand or invitation waits for a lost connection as long as a participant does. */
  connectionLost(caller: StageCaller): void {
    const { showId, personId } = caller;
    const promotion = this.#lists.get(showId)?.findPerson(personId);
    if (promotion === undefined || (promotion.state !== 'raised' && promotion.state !== 'invited')) return;
    this.#loseUnlessBack(showId, promotion);
  }

  /** Hands that were up before a restart wait for their people as for a lost connection. Answers which are not up. */
  restore(
    showId: string,
    hands: readonly { promotionId: string; person: PromotionPerson; raisedWallMs: number }[],
  ): readonly string[] {
    const list = this.#list(showId);
    const isOver = ({ personId }: PromotionPerson) => list.findPerson(personId) !== undefined;
    const gone = hands.filter(({ person }) => isOver(person));
    for (const { promotionId, person, raisedWallMs } of hands) {
      if (isOver(person)) continue;
      const now = { wallMs: raisedWallMs, monotonicMs: this.#options.clock.monotonicMs() };
      const promotion = new Promotion(promotionId, person, 'raised', now);
      list.add(promotion);
      this.#settle(showId, promotion);
      this.#loseUnlessBack(showId, promotion);
    }
    return gone.map(({ promotionId }) => promotionId);
  }

  /** The process stops: hands stay up until it is back. */
  forgetShow(showId: string): void {
    for (const { promotionId } of this.#lists.get(showId)?.all ?? []) this.#deadlines.release(promotionId);
    this.#lists.delete(showId);
  }

  /** The participant has left, for whatever reason: so is the promotion, and the person is a viewer again. */
  participantLeft(showId: string, participant: Participant, reason: LeaveReason): void {
    const promotion = this.#lists.get(showId)?.findPerson(participant.personId);
    if (promotion === undefined || promotion.isOver) return;
    const wished = MOVE_ON_LEAVING[reason];
    const move = promotion.state === 'on-stage' && wished !== 'lose' ? 'send-back' : wished;
    this.#move(showId, promotion, promotion.may(move) ? move : 'lose');
    this.#options.roles.set(showId, participant.personId, 'viewer');
  }

  showEnded(showId: string): void {
    for (const promotion of this.#lists.get(showId)?.all ?? []) this.#move(showId, promotion, 'lose');
    this.#lists.delete(showId);
  }

  close(): void {
    this.#deadlines.close();
    this.#lists.clear();
    this.events.clear();
  }

  #list(showId: string): PromotionList {
    const list = this.#lists.get(showId) ?? new PromotionList();
    this.#lists.set(showId, list);
    return list;
  }

  #now(): { wallMs: number; monotonicMs: number } {
    const { clock } = this.#options;
    return { wallMs: clock.wallMs(), monotonicMs: clock.monotonicMs() };
  }

  #begin(showId: string, { personId, name }: PromotionPerson, state: 'raised' | 'invited'): Promotion {
    const promotion = new Promotion(newId('promotion'), { personId, name }, state, this.#now());
    this.#list(showId).add(promotion);
    this.#settle(showId, promotion);
    return promotion;
  }

  #move(showId: string, promotion: Promotion, move: PromotionMove): void {
    promotion.move(move, this.#now());
    this.#settle(showId, promotion);
  }

  /** After every change: the new deadline, and an event to everybody concerned. */
  #settle(showId: string, promotion: Promotion): void {
    const { promotionId, deadlineMs } = promotion;
    if (deadlineMs === undefined) this.#deadlines.release(promotionId);
    else
      this.#deadlines.start(promotionId, deadlineMs, () =>
        this.#endBeforeStage(showId, promotion, 'time-out'),
      );
    if (promotion.isOver) this.#lists.get(showId)?.delete(promotion);
    this.#tell(showId, promotion);
  }

  /** Also takes the participant out of the green room and the role back. */
  #endBeforeStage(showId: string, promotion: Promotion, move: PromotionMove): void {
    const wasInGreenRoom = isInGreenRoom(promotion.state);
    this.#move(showId, promotion, move);
    if (!wasInGreenRoom) return;
    const stage = this.#options.stages.find(showId);
    const participant = stage?.findPerson(promotion.person.personId);
    if (participant !== undefined) stage?.leave(participant, 'sent-back');
    this.#options.roles.set(showId, promotion.person.personId, 'viewer');
  }

  #loseUnlessBack(showId: string, promotion: Promotion): void {
    const { personId } = promotion.person;
    this.#options.clock.after(this.#options.participantHoldMs, () => {
      const isBack = this.#options.findPresent(showId, personId) !== undefined;
      if (!isBack && !promotion.isOver && promotion.participantId === null)
        this.#move(showId, promotion, 'lose');
    });
  }

  #tell(showId: string, promotion: Promotion): void {
    const event = { name: 'promotion.changed', data: { promotion: promotion.view } } as const;
    this.#options.outbox.toModerators(showId, event);
    this.#options.outbox.toPerson(showId, promotion.person.personId, event);
    this.events.emit('changed', { showId, promotion: promotion.view });
  }

  #getParticipant(showId: string, personId: string): { stage: Stage; participant: Participant } {
    const stage = this.#options.stages.find(showId);
    const participant = stage?.findPerson(personId);
    if (stage === undefined || participant === undefined) throw notOnStage();
    return { stage, participant };
  }

  #measure(step: PromotionStep, tookMs: number | undefined): void {
    if (tookMs !== undefined) this.events.emit('measured', { step, tookMs });
  }

  #measureSeen(showId: string, participantId: string, step: PromotionStep): void {
    const promotion = this.#lists.get(showId)?.all.find((each) => each.participantId === participantId);
    const beganMs = promotion?.takeUnseen(step);
    if (beganMs !== undefined) this.#measure(step, this.#options.clock.monotonicMs() - beganMs);
  }
}

const personNotFound = () =>
  guestError('person-not-found', 'That person is not watching any more.', { status: 404 });
const onStageAlready = () =>
  guestError('promotion-wrong-state', 'That person is on the stage already.', { status: 409 });
const notInGreenRoom = () =>
  guestError('promotion-wrong-state', 'That person is not in the green room.', { status: 409 });
const notYours = () => guestError('not-allowed', 'You may send yourself back, not others.', { status: 403 });
const locked = () =>
  guestError('stage-locked', 'The stage is locked. Unlock it first.', { status: 403, retry: true });
