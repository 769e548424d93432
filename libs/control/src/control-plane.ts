import type { Audience } from '#audience';
import { type Clock, Lifetime, type Log, newId } from '#kernel';
import type { EventType, ImageStore, LiveShows, MediaFileStore, Show, ShowProfile } from '#show';
import { PlaybackPass, ShowService } from '#show';
import { AudienceService } from './audience-service.js';
import { DefencesService } from './defences/defences-service.js';
import { Announcer } from './followers/announcer.js';
import { FollowTokens } from './followers/follow-token.js';
import { FollowersService } from './followers/followers-service.js';
import { InputsService } from './inputs/inputs-service.js';
import type { Mailer } from './mail/mailer.js';
import { type MailSettings, openSmtpMailer } from './mail/open-smtp-mailer.js';
import { OutputsService } from './outputs/outputs-service.js';
import { Accounts } from './people/accounts.js';
import { ApiKeysService } from './people/api-keys-service.js';
import { EntryService } from './people/entry-service.js';
import { FirstStart } from './people/first-start.js';
import { InvitationsService } from './people/invitations-service.js';
import { SessionsService } from './people/sessions-service.js';
import { PlayerMarksService } from './player-marks-service.js';
import { PollsService } from './polls-service.js';
import type { ControlStores } from './ports/stores.js';
import { Pusher } from './push/pusher.js';
import { VapidKeys } from './push/vapid-keys.js';
import type { ShowRanks } from './ranks/show-ranks.js';
import { RetentionService } from './retention/retention-service.js';
import type { ExportStores } from './retention/show-export.js';
import { MediaService } from './scenes/media-service.js';
import { ScenesService } from './scenes/scenes-service.js';
import { Site } from './site/site.js';
import { StageControl } from './stage-control.js';
import { TicketService } from './tickets/ticket-service.js';
import { WebhookDispatcher } from './webhooks/dispatcher.js';
import { sendWebhook } from './webhooks/send.js';
import { WebhooksService } from './webhooks/webhooks-service.js';

export interface ControlPlaneOptions {
  stores: ControlStores & ExportStores;
  live: LiveShows;
  audience: Audience;
  ranks: ShowRanks;
  images: ImageStore;
  mediaFiles: MediaFileStore;
  clock: Clock;
  log: Log;
  publicUrl: string;
  /** In a cluster: other nodes print first-start links as well. */
  isOneOfMany?: boolean;
  /** Of shows for which none was named. */
  profile: ShowProfile;
  /** How long an address of a private show plays. */
  playbackLifetimeMs: number;
  /** Receivers of webhooks may stand in private networks. */
  allowPrivateWebhooks: boolean;
  /** So may targets that shows are sent on to. */
  allowPrivateOutputs: boolean;
  /** Without a mail server nobody can follow by e-mail. */
  mail?: MailSettings;
}

type Parts = Omit<ControlPlane, 'tell' | 'close'>;
/** What takes waiting to create. */
type Beforehand = Pick<Parts, 'tickets' | 'site'> & { mailer: Mailer | undefined; pushKeys: VapidKeys };

/** People, shows and tickets: what REST, signaling and the live side share. */
export class ControlPlane {
  readonly sessions: SessionsService;
  readonly accounts: Accounts;
  readonly invitations: InvitationsService;
  readonly apiKeys: ApiKeysService;
  readonly inputs: InputsService;
  readonly outputs: OutputsService;
  readonly scenes: ScenesService;
  readonly media: MediaService;
  readonly tickets: TicketService;
  readonly ranks: ShowRanks;
  readonly playback: PlaybackPass;
  readonly images: ImageStore;
  readonly mediaFiles: MediaFileStore;
  readonly shows: ShowService;
  readonly stage: StageControl;
  readonly playerMarks: PlayerMarksService;
  readonly entry: EntryService;
  readonly firstStart: FirstStart;
  readonly site: Site;
  readonly audience: Audience;
  readonly followers: FollowersService;
  readonly polls: PollsService;
  readonly defences: DefencesService;
  readonly audienceService: AudienceService;
  readonly webhooks: WebhooksService;
  readonly retention: RetentionService;
  readonly #options: ControlPlaneOptions;
  readonly #lifetime: Lifetime;

  static async create(options: ControlPlaneOptions): Promise<ControlPlane> {
    const tickets = await TicketService.create(options.stores.settings, options.ranks, options.clock);
    const { images, mediaFiles, clock } = options;
    const site = await Site.create({ settings: options.stores.settings, images, mediaFiles, clock });
    const lifetime = new Lifetime();
    const named = { name: site.style.name, publicUrl: options.publicUrl };
    const mailer = await openSmtpMailer(options.mail ?? {}, named, options.log);
    const pushKeys = await VapidKeys.open(options.stores.settings, options.publicUrl);
    const parts = createParts(options, { tickets, site, mailer, pushKeys }, lifetime);
    const plane = new ControlPlane(options, parts, lifetime);
    const { events } = options.audience.moderation;
    lifetime.adopt(
      events.on('banned', ({ showId, personIds, name }) => {
        void plane.tell('person.banned', showId, { personIds, name });
      }),
    );
    return plane;
  }

  private constructor(options: ControlPlaneOptions, parts: Parts, lifetime: Lifetime) {
    this.#options = options;
    this.#lifetime = lifetime;
    this.sessions = parts.sessions;
    this.accounts = parts.accounts;
    this.invitations = parts.invitations;
    this.apiKeys = parts.apiKeys;
    this.inputs = parts.inputs;
    this.outputs = parts.outputs;
    this.scenes = parts.scenes;
    this.media = parts.media;
    this.tickets = parts.tickets;
    this.ranks = parts.ranks;
    this.playback = parts.playback;
    this.images = parts.images;
    this.mediaFiles = parts.mediaFiles;
    this.shows = parts.shows;
    this.stage = parts.stage;
    this.playerMarks = parts.playerMarks;
    this.entry = parts.entry;
    this.firstStart = parts.firstStart;
    this.site = parts.site;
    this.audience = parts.audience;
    this.followers = parts.followers;
    this.polls = parts.polls;
    this.defences = parts.defences;
    this.audienceService = parts.audienceService;
    this.webhooks = parts.webhooks;
    this.retention = parts.retention;
  }

  /** Tells webhooks a fact that is stored nowhere else. Never throws: a lost event must not stop a show. */
  async tell(type: EventType, showId: string, payload: Record<string, unknown>): Promise<void> {
    const { stores, clock, log } = this.#options;
    try {
      const show = await this.shows.find(showId);
      if (show === undefined) return;
      const { ownerId } = show;
      const createdAtMs = clock.wallMs();
      await stores.webhooks.addEvents([{ id: newId('evt'), type, showId, ownerId, payload, createdAtMs }]);
    } catch (error) {
      log.warn('control.tell | a webhook event was lost', { type, showId, error });
    }
  }

  close(): Promise<void> {
    return this.#lifetime.close();
  }
}

async function removeFiles({ images, mediaFiles }: ControlPlaneOptions, showId: string): Promise<void> {
  await images.removeAll(showId);
  await mediaFiles.removeAll(showId);
}

function createParts(options: ControlPlaneOptions, beforehand: Beforehand, lifetime: Lifetime): Parts {
  const { stores, live, clock, log, publicUrl, audience, isOneOfMany = false } = options;
  const { tickets, site, mailer } = beforehand;
  const sessions = new SessionsService(stores.sessions, clock);
  const invitations = new InvitationsService(stores.invitations, clock);
  const shows = createShows(options, site, (show) => void announcer.announce(show));
  const { announcer, followers } = createFollowers(options, beforehand, (id) => shows.find(id));
  // Closed in the reverse order: the announcer still sends what is under way.
  if (mailer) lifetime.adopt(() => mailer.close());
  lifetime.adopt(() => announcer.close());
  const accounts = new Accounts({ people: stores.people, sessions, shows, clock });
  const rules = { allowPrivate: options.allowPrivateWebhooks };
  const dispatcher = new WebhookDispatcher({ store: stores.webhooks, send: sendWebhook(rules), clock, log });
  const retention = createRetention(options);
  lifetime.adopt(() => dispatcher.close());
  lifetime.adopt(() => retention.close());
  return {
    sessions,
    accounts,
    invitations,
    tickets,
    ranks: options.ranks,
    shows,
    audience,
    polls: new PollsService(audience),
    defences: new DefencesService(audience),
    followers,
    retention,
    images: options.images,
    mediaFiles: options.mediaFiles,
    playback: new PlaybackPass({
      secret: tickets.secretFor('playback'),
      lifetimeMs: options.playbackLifetimeMs,
      isBanned: (showId, viewer) => audience.moderation.isBanned(showId, viewer),
      clock,
    }),
    apiKeys: new ApiKeysService(stores.apiKeys, clock),
    inputs: new InputsService({ store: stores.inputs, secret: tickets.secretFor('inputs'), clock }),
    outputs: createOutputs(options, tickets),
    scenes: new ScenesService(stores.scenes, clock),
    media: new MediaService(stores.media, options.images, clock),
    stage: new StageControl(live, options.ranks),
    playerMarks: new PlayerMarksService(live),
    entry: new EntryService({
      accounts,
      invitations,
      sessions,
      shows,
      tickets,
      ranks: options.ranks,
      bans: audience.moderation,
    }),
    site,
    firstStart: new FirstStart({ accounts, invitations, sessions, shows, site, publicUrl, isOneOfMany }),
    audienceService: new AudienceService(audience, stores, clock),
    webhooks: new WebhooksService(stores.webhooks, clock, rules),
  };
}

const createShows = (options: ControlPlaneOptions, site: Site, onLive: (show: Show) => void): ShowService =>
  new ShowService({
    store: options.stores.shows,
    live: options.live,
    profile: options.profile,
    brand: () => site.brandOfShows,
    onRemoved: (showId) => removeFiles(options, showId),
    onLive,
    clock: options.clock,
  });

function createFollowers(
  { stores, publicUrl, allowPrivateWebhooks, clock, log }: ControlPlaneOptions,
  { tickets, site, mailer, pushKeys }: Beforehand,
  findShow: (id: string) => Promise<Show | undefined>,
): { announcer: Announcer; followers: FollowersService } {
  const shared = {
    store: stores.followers,
    tokens: new FollowTokens(tickets.secretFor('followers')),
    mailer,
    pusher: new Pusher({
      keys: pushKeys,
      send: sendWebhook({ allowPrivate: allowPrivateWebhooks }),
      allowAny: allowPrivateWebhooks,
      clock,
      log,
    }),
    siteName: () => site.style.name,
    publicUrl,
    clock,
  };
  return {
    announcer: new Announcer({ ...shared, findShow, log }),
    followers: new FollowersService({ ...shared, people: stores.people }),
  };
}

const createOutputs = (
  { stores, allowPrivateOutputs: allowPrivate, clock }: ControlPlaneOptions,
  tickets: TicketService,
): OutputsService =>
  new OutputsService({ store: stores.outputs, secret: tickets.secretFor('outputs'), allowPrivate, clock });

const createRetention = ({ stores, audience, clock, log }: ControlPlaneOptions): RetentionService =>
  new RetentionService({
    ...stores,
    store: stores.retention,
    clock,
    log,
    forgetAuthor: (personId) => audience.forgetAuthor(personId),
  });
