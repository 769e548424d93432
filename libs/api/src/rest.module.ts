import {
  type DynamicModule,
  type FactoryProvider,
  type InjectionToken,
  Module,
  type ModuleMetadata,
} from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import type { CreateRateLimiter } from '#access';
import type { ControlPlane, ControlStores } from '#control';
import {
  Accounts,
  ApiKeysService,
  AudienceService,
  DefencesService,
  EntryService,
  FirstStart,
  FollowersService,
  InputsService,
  InvitationsService,
  MediaService,
  OutputsService,
  PlayerMarksService,
  PollsService,
  RetentionService,
  ScenesService,
  SessionsService,
  Site,
  StageControl,
  TicketService,
  WebhooksService,
} from '#control';
import type { Clock } from '#kernel';
import {
  type AudienceFigures,
  ImageStore,
  MediaFileStore,
  PlaybackPass,
  type Recordings,
  ShowService,
} from '#show';
import { AnswerOnce } from './answer-once.js';
import { AnswerSeal } from './answer-seal.js';
import { AuditTrail } from './audit-trail.js';
import { BodyBudget } from './body-budget.js';
import { CaptionSearch } from './caption-search.js';
import { ApiKeysController } from './controllers/api-keys.controller.js';
import { AudienceController } from './controllers/audience.controller.js';
import { AudioMixController } from './controllers/audio-mix.controller.js';
import { ChatDefencesController } from './controllers/chat-defences.controller.js';
import { ClipsController } from './controllers/clips.controller.js';
import { DocumentController } from './controllers/document.controller.js';
import { FollowersController } from './controllers/followers.controller.js';
import { ImagesController } from './controllers/images.controller.js';
import { InputsController } from './controllers/inputs.controller.js';
import { InvitationsController } from './controllers/invitations.controller.js';
import { MediaController } from './controllers/media.controller.js';
import { MediaFilesController } from './controllers/media-files.controller.js';
import { NodesController } from './controllers/nodes.controller.js';
import { OutputsController } from './controllers/outputs.controller.js';
import { PeopleController } from './controllers/people.controller.js';
import { PlayerMarksController } from './controllers/player-marks.controller.js';
import { PollsController } from './controllers/polls.controller.js';
import { QualityController } from './controllers/quality.controller.js';
import { RecordingsController } from './controllers/recordings.controller.js';
import { RetentionController } from './controllers/retention.controller.js';
import { ScenesController } from './controllers/scenes.controller.js';
import { SessionsController } from './controllers/sessions.controller.js';
import { ShowsController } from './controllers/shows.controller.js';
import { SiteController } from './controllers/site.controller.js';
import { StageController } from './controllers/stage.controller.js';
import { TicketsController } from './controllers/tickets.controller.js';
import { WebhooksController } from './controllers/webhooks.controller.js';
import { Cookies } from './cookies-of.js';
import { FIGURES } from './figures.js';
import { ActorOfRequest } from './guards/actor-of-request.js';
import { OperationAdmission } from './guards/admission.js';
import { AdmissionHook } from './guards/admission-hook.js';
import { AdmittedGuard } from './guards/admitted.guard.js';
import { type Rates, RequestRates } from './guards/request-rates.js';
import { type InputPorts, InputUrls } from './input-urls.js';
import { NODES, type Nodes } from './nodes.js';
import { OperationInterceptor } from './operation.interceptor.js';
import { PublicUrls } from './public-urls.js';
import { RecordingAccess } from './recording-access.js';
import { JOBS, type Jobs, RECORDINGS } from './recordings.js';
import { VIEWERS } from './viewers.js';

export interface RestOptions {
  plane: ControlPlane;
  stores: ControlStores;
  clock: Clock;
  publicUrl: string;
  recordings: Recordings;
  figures: AudienceFigures;
  /** Where encoders send to, beside WHIP. */
  inputPorts?: InputPorts;
  jobs: Jobs;
  nodes: Nodes;
  rates?: Partial<Rates>;
  createRateLimiter?: CreateRateLimiter;
}

/** As Nest's own async modules are configured. */
export interface RestAsyncOptions {
  imports?: ModuleMetadata['imports'];
  inject?: FactoryProvider['inject'];
  useFactory(...parts: never[]): RestOptions | Promise<RestOptions>;
}

const OPTIONS = Symbol('options of REST');

const from = <T>(token: InjectionToken<T>, useFactory: (options: RestOptions) => T): FactoryProvider<T> => ({
  provide: token,
  inject: [OPTIONS],
  useFactory,
});

/** What controllers ask. */
const SERVICES: FactoryProvider[] = [
  from(Accounts, ({ plane }) => plane.accounts),
  from(SessionsService, ({ plane }) => plane.sessions),
  from(Site, ({ plane }) => plane.site),
  from(FirstStart, ({ plane }) => plane.firstStart),
  from(InvitationsService, ({ plane }) => plane.invitations),
  from(InputsService, ({ plane }) => plane.inputs),
  from(OutputsService, ({ plane }) => plane.outputs),
  from(ScenesService, ({ plane }) => plane.scenes),
  from(MediaService, ({ plane }) => plane.media),
  from(EntryService, ({ plane }) => plane.entry),
  from(ApiKeysService, ({ plane }) => plane.apiKeys),
  from(TicketService, ({ plane }) => plane.tickets),
  from(PlaybackPass, ({ plane }) => plane.playback),
  from(ImageStore, ({ plane }) => plane.images),
  from(MediaFileStore, ({ plane }) => plane.mediaFiles),
  from(ShowService, ({ plane }) => plane.shows),
  from(PlayerMarksService, ({ plane }) => plane.playerMarks),
  from(StageControl, ({ plane }) => plane.stage),
  from(AudienceService, ({ plane }) => plane.audienceService),
  from(DefencesService, ({ plane }) => plane.defences),
  from(PollsService, ({ plane }) => plane.polls),
  from(FollowersService, ({ plane }) => plane.followers),
  from(RetentionService, ({ plane }) => plane.retention),
  from(WebhooksService, ({ plane }) => plane.webhooks),
  from(RECORDINGS, ({ recordings }) => recordings),
  from(CaptionSearch, ({ recordings }) => new CaptionSearch(recordings)),
  from(FIGURES, ({ figures }) => figures),
  from(JOBS, ({ jobs }) => jobs),
  from(NODES, ({ nodes }) => nodes),
  from(
    RecordingAccess,
    ({ plane, clock }) => new RecordingAccess(plane.tickets.secretFor('playback'), clock),
  ),
  from(VIEWERS, ({ plane }) => plane.audience.counting),
  from(Cookies, ({ publicUrl }) => new Cookies(publicUrl)),
  from(PublicUrls, ({ publicUrl }) => new PublicUrls(publicUrl)),
  from(InputUrls, ({ publicUrl, inputPorts }) => new InputUrls(publicUrl, inputPorts)),
];

/** What the hook and the interceptor ask. */
const CHECKS: FactoryProvider[] = [
  from(
    ActorOfRequest,
    ({ plane, publicUrl, createRateLimiter }) =>
      new ActorOfRequest({ ...plane, publicUrl, ...(createRateLimiter && { createRateLimiter }) }),
  ),
  from(RequestRates, ({ rates, createRateLimiter }) => new RequestRates(rates, createRateLimiter)),
  from(
    OperationAdmission,
    ({ plane: { shows, audience } }) => new OperationAdmission({ shows, bans: audience.moderation }),
  ),
  from(
    AnswerOnce,
    ({ plane, stores, clock }) =>
      new AnswerOnce(stores.idempotency, clock, new AnswerSeal(plane.tickets.secretFor('answers'))),
  ),
  from(AuditTrail, ({ stores, clock }) => new AuditTrail(stores.audit, clock)),
  from(BodyBudget, () => new BodyBudget()),
];

@Module({})
class RestModule {}

/** REST as a Nest module: controllers over the control plane, behind its guards. */
export const restModule = (options: RestOptions): DynamicModule =>
  restModuleAsync({ useFactory: () => options });

export const restModuleAsync = ({
  imports = [],
  inject = [],
  useFactory,
}: RestAsyncOptions): DynamicModule => ({
  module: RestModule,
  imports,
  controllers: [
    SessionsController,
    PeopleController,
    InvitationsController,
    ApiKeysController,
    SiteController,
    NodesController,
    ShowsController,
    ChatDefencesController,
    ImagesController,
    InputsController,
    OutputsController,
    ScenesController,
    MediaController,
    MediaFilesController,
    StageController,
    PlayerMarksController,
    AudioMixController,
    TicketsController,
    AudienceController,
    PollsController,
    QualityController,
    FollowersController,
    RecordingsController,
    ClipsController,
    RetentionController,
    WebhooksController,
    DocumentController,
  ],
  providers: [
    { provide: OPTIONS, inject, useFactory: useFactory as FactoryProvider['useFactory'] },
    ...SERVICES,
    ...CHECKS,
    // Guards run after the body is read: who may be served is settled before.
    AdmissionHook,
    { provide: APP_GUARD, useClass: AdmittedGuard },
    { provide: APP_INTERCEPTOR, useClass: OperationInterceptor },
  ],
});
