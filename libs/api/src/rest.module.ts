import { type DynamicModule, Module } from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import type { ControlPlane, ControlStores } from '#control';
import {
  Accounts,
  ApiKeysDesk,
  AudienceDesk,
  Entrance,
  FirstStart,
  InvitationsDesk,
  RetentionDesk,
  SessionsDesk,
  StageRemote,
  TicketOffice,
  WebhooksDesk,
} from '#control';
import type { Clock } from '#kernel';
import { Pictures, PlaybackPass, ShowBook } from '#show';
import { AnswerOnce } from './answer-once.js';
import { AnswerSeal } from './answer-seal.js';
import { AuditTrail } from './audit-trail.js';
import { ApiKeysController } from './controllers/api-keys.controller.js';
import { AudienceController } from './controllers/audience.controller.js';
import { DocumentController } from './controllers/document.controller.js';
import { InvitationsController } from './controllers/invitations.controller.js';
import { PeopleController } from './controllers/people.controller.js';
import { PicturesController } from './controllers/pictures.controller.js';
import { RetentionController } from './controllers/retention.controller.js';
import { SessionsController } from './controllers/sessions.controller.js';
import { SetupController } from './controllers/setup.controller.js';
import { ShowsController } from './controllers/shows.controller.js';
import { StageController } from './controllers/stage.controller.js';
import { TicketsController } from './controllers/tickets.controller.js';
import { WebhooksController } from './controllers/webhooks.controller.js';
import { Cookies } from './cookies-of.js';
import { Gate } from './gate.js';
import { PIPELINE, Pipeline, type PipelineSteps } from './pipeline.js';
import { PublicUrls } from './public-urls.js';
import { RateGate, type Rates } from './rate-gate.js';
import { Recognise } from './recognise.js';
import { VIEWERS } from './viewers.js';

export interface RestOptions {
  plane: ControlPlane;
  stores: ControlStores;
  clock: Clock;
  publicUrl: string;
  rates?: Partial<Rates>;
}

function createSteps(options: RestOptions): PipelineSteps {
  const { plane, stores, clock, publicUrl } = options;
  const { sessions, apiKeys, tickets, ranks, shows } = plane;
  const bans = plane.audience.moderation;
  return {
    gate: new Gate({
      recognise: new Recognise({ sessions, apiKeys, tickets, ranks, publicUrl }),
      shows,
      bans,
    }),
    rates: new RateGate(options.rates),
    once: new AnswerOnce(stores.idempotency, clock, new AnswerSeal(tickets.secretFor('answers'))),
    audit: new AuditTrail(stores.audit, clock),
  };
}

@Module({})
class RestModule {}

/** REST as a Nest module: controllers over the control plane, behind one pipeline. */
export function restModule(options: RestOptions): DynamicModule {
  const { plane, publicUrl } = options;
  const provide = (token: unknown, useValue: unknown) => ({ provide: token as symbol, useValue });
  return {
    module: RestModule,
    controllers: [
      SetupController,
      SessionsController,
      PeopleController,
      InvitationsController,
      ApiKeysController,
      ShowsController,
      PicturesController,
      StageController,
      TicketsController,
      AudienceController,
      RetentionController,
      WebhooksController,
      DocumentController,
    ],
    providers: [
      provide(Accounts, plane.accounts),
      provide(SessionsDesk, plane.sessions),
      provide(FirstStart, plane.firstStart),
      provide(InvitationsDesk, plane.invitations),
      provide(Entrance, plane.entrance),
      provide(ApiKeysDesk, plane.apiKeys),
      provide(TicketOffice, plane.tickets),
      provide(PlaybackPass, plane.playback),
      provide(Pictures, plane.pictures),
      provide(ShowBook, plane.shows),
      provide(StageRemote, plane.stage),
      provide(Cookies, new Cookies(publicUrl)),
      provide(PublicUrls, new PublicUrls(publicUrl)),
      provide(AudienceDesk, plane.audienceDesk),
      provide(RetentionDesk, plane.retention),
      provide(WebhooksDesk, plane.webhooks),
      provide(VIEWERS, plane.audience.counting),
      provide(PIPELINE, createSteps(options)),
      { provide: APP_INTERCEPTOR, useClass: Pipeline },
    ],
  };
}
