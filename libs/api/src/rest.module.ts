import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import type { ControlPlane, ControlStores } from '#control';
import {
  Accounts,
  ApiKeysService,
  AudienceService,
  EntryService,
  FirstStart,
  InvitationsService,
  RetentionService,
  SessionsService,
  StageControl,
  TicketService,
  WebhooksService,
} from '#control';
import type { Clock } from '#kernel';
import { Pictures, PlaybackPass, ShowService } from '#show';
import { AnswerOnce } from './answer-once.js';
import { AnswerSeal } from './answer-seal.js';
import { AuditTrail } from './audit-trail.js';
import { BodyBudget } from './body-budget.js';
import { ApiKeysController } from './controllers/api-keys.controller.js';
import { AudienceController } from './controllers/audience.controller.js';
import { DocumentController } from './controllers/document.controller.js';
import { InvitationsController } from './controllers/invitations.controller.js';
import { PeopleController } from './controllers/people.controller.js';
import { PicturesController } from './controllers/pictures.controller.js';
import { RetentionController } from './controllers/retention.controller.js';
import { SessionsController } from './controllers/sessions.controller.js';
import { ShowsController } from './controllers/shows.controller.js';
import { StageController } from './controllers/stage.controller.js';
import { TicketsController } from './controllers/tickets.controller.js';
import { WebhooksController } from './controllers/webhooks.controller.js';
import { Cookies } from './cookies-of.js';
import { ActorOfRequest } from './guards/actor-of-request.js';
import { OperationAdmission } from './guards/admission.js';
import { AdmissionHook } from './guards/admission-hook.js';
import { AdmittedGuard } from './guards/admitted.guard.js';
import { type Rates, RequestRates } from './guards/request-rates.js';
import { OperationInterceptor } from './operation.interceptor.js';
import { PublicUrls } from './public-urls.js';
import { VIEWERS } from './viewers.js';

export interface RestOptions {
  plane: ControlPlane;
  stores: ControlStores;
  clock: Clock;
  publicUrl: string;
  rates?: Partial<Rates>;
}

/** What the hook and the interceptor ask. */
function createChecks(options: RestOptions) {
  const { plane, stores, clock, publicUrl } = options;
  const { sessions, apiKeys, tickets, ranks, shows } = plane;
  return {
    actors: new ActorOfRequest({ sessions, apiKeys, tickets, ranks, publicUrl }),
    rates: new RequestRates(options.rates),
    admission: new OperationAdmission({ shows, bans: plane.audience.moderation }),
    once: new AnswerOnce(stores.idempotency, clock, new AnswerSeal(tickets.secretFor('answers'))),
    audit: new AuditTrail(stores.audit, clock),
  };
}

@Module({})
class RestModule {}

/** REST as a Nest module: controllers over the control plane, behind its guards. */
export function restModule(options: RestOptions): DynamicModule {
  const { plane, publicUrl } = options;
  const checks = createChecks(options);
  const provide = (token: unknown, useValue: unknown) => ({ provide: token as symbol, useValue });
  return {
    module: RestModule,
    controllers: [
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
      provide(SessionsService, plane.sessions),
      provide(FirstStart, plane.firstStart),
      provide(InvitationsService, plane.invitations),
      provide(EntryService, plane.entry),
      provide(ApiKeysService, plane.apiKeys),
      provide(TicketService, plane.tickets),
      provide(PlaybackPass, plane.playback),
      provide(Pictures, plane.pictures),
      provide(ShowService, plane.shows),
      provide(StageControl, plane.stage),
      provide(Cookies, new Cookies(publicUrl)),
      provide(PublicUrls, new PublicUrls(publicUrl)),
      provide(AudienceService, plane.audienceService),
      provide(RetentionService, plane.retention),
      provide(WebhooksService, plane.webhooks),
      provide(VIEWERS, plane.audience.counting),
      provide(ActorOfRequest, checks.actors),
      provide(RequestRates, checks.rates),
      provide(OperationAdmission, checks.admission),
      provide(AnswerOnce, checks.once),
      provide(AuditTrail, checks.audit),
      provide(BodyBudget, new BodyBudget()),
      // Guards run after the body is read: who may be served is settled before.
      AdmissionHook,
      { provide: APP_GUARD, useClass: AdmittedGuard },
      { provide: APP_INTERCEPTOR, useClass: OperationInterceptor },
    ],
  };
}
