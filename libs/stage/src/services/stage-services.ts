import type { Ranks } from '#access';
import type { Clock } from '#kernel';
import { LIMITS, type WireIceServer } from '#protocol';
import type { OpenCaptionLines } from '../data/caption-channel.js';
import { DataService } from '../data/data-service.js';
import type { StageOutbox } from '../outbox.js';
import { PromotionService } from '../promotion/promotion-service.js';
import type { StageRegistry } from '../stage-registry.js';
import { CallService } from './call-service.js';
import { type BanList, ModerationService } from './moderation-service.js';
import { RoleRegistry } from './role-registry.js';
import { SharedService } from './shared-service.js';
import { StageService } from './stage-service.js';
import { StudioService } from './studio-service.js';

export interface StageServicesOptions {
  stages: StageRegistry;
  outbox: StageOutbox;
  clock: Clock;
  bans: BanList;
  ranks: Ranks;
  findPresent: (showId: string, personId: string) => { personId: string; name: string } | undefined;
  iceServers: (personId: string) => WireIceServer[];
  iceTransportPolicy: 'all' | 'relay';
  captionLines: OpenCaptionLines;
  participantHoldMs?: number;
}

/** Everything that pages may ask of the stage, in the shape of the gateway's ports. */
export class StageServices {
  readonly stage: StageService;
  readonly data: DataService;
  readonly moderation: ModerationService;
  readonly promotion: PromotionService;
  readonly studio: StudioService;
  readonly calls: CallService;
  readonly shared: SharedService;
  readonly roles: RoleRegistry;

  constructor(options: StageServicesOptions) {
    const roles = new RoleRegistry(options.outbox);
    this.roles = roles;
    const participantHoldMs = options.participantHoldMs ?? LIMITS.participantHoldMs;
    this.promotion = new PromotionService({ ...options, roles, participantHoldMs });
    this.data = new DataService(options.stages, options.clock, options.captionLines);
    this.moderation = new ModerationService({ ...options, roles });
    this.studio = new StudioService(options.stages, options.clock);
    this.calls = new CallService(options);
    this.shared = new SharedService(options.stages);
    this.stage = new StageService({
      ...options,
      roles,
      participantHoldMs,
      // Hands and invitations wait for a lost connection as participants do.
      onConnectionLost: (caller) => this.promotion.connectionLost(caller),
    });
    options.stages.events.on('stage-opened', (stage) => {
      stage.events.on('participant-left', ({ participant, reason }) => {
        this.data.participantLeft(participant);
        this.calls.participantLeft(stage, participant);
        this.promotion.participantLeft(stage.showId, participant, reason);
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
    this.calls.close();
  }
}
