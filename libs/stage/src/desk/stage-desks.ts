import type { Ranks } from '#access';
import type { Clock } from '#kernel';
import { LIMITS, type WireIceServer } from '#protocol';
import { DataDesk } from '../data/data-desk.js';
import type { StageOutbox } from '../outbox.js';
import { PromotionDesk } from '../promotion/promotion-desk.js';
import type { StageHouse } from '../stage-house.js';
import { type BanBook, ModerationDesk } from './moderation-desk.js';
import { RoleBook } from './role-book.js';
import { StageDesk } from './stage-desk.js';

export interface StageDesksOptions {
  house: StageHouse;
  outbox: StageOutbox;
  clock: Clock;
  bans: BanBook;
  ranks: Ranks;
  findPresent: (showId: string, personId: string) => { personId: string; name: string } | undefined;
  iceServers: (personId: string) => WireIceServer[];
  iceTransportPolicy: 'all' | 'relay';
  seatHoldMs?: number;
}

/** Everything that pages may ask of the stage, in the shape of the gateway's ports. */
export class StageDesks {
  readonly stage: StageDesk;
  readonly data: DataDesk;
  readonly moderation: ModerationDesk;
  readonly promotion: PromotionDesk;
  readonly roles: RoleBook;

  constructor(options: StageDesksOptions) {
    const roles = new RoleBook(options.outbox);
    this.roles = roles;
    const seatHoldMs = options.seatHoldMs ?? LIMITS.seatHoldMs;
    this.promotion = new PromotionDesk({ ...options, roles, seatHoldMs });
    this.data = new DataDesk(options.house, options.clock);
    this.moderation = new ModerationDesk({ ...options, roles });
    this.stage = new StageDesk({
      ...options,
      roles,
      seatHoldMs,
      // Hands and invitations wait for a lost connection as seats do.
      onConnectionLost: (caller) => this.promotion.connectionLost(caller),
    });
    options.house.events.on('stage-opened', (stage) => {
      stage.events.on('participant-left', ({ participant, reason }) => {
        this.data.seatLeft(participant);
        this.promotion.seatLeft(stage.showId, participant, reason);
      });
      stage.events.on('closed', (end) => {
        if (end === 'shutdown') this.promotion.forgetShow(stage.showId);
        else this.promotion.showEnded(stage.showId);
        roles.forgetShow(stage.showId, end === 'shutdown');
      });
    });
  }

  close(): void {
    this.stage.close();
    this.promotion.close();
    this.data.close();
  }
}
