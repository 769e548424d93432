import { Api, type CallOf } from './api.js';
import type { Operations } from './generated/operations.js';
import type {
  ApiKey,
  AudienceQuality,
  CaptionPage,
  Clip,
  Delivery,
  Follow,
  Input,
  Invitation,
  InvitationView,
  Job,
  LiveState,
  MediaItem,
  NewInput,
  Output,
  Page,
  Person,
  ProgrammePrice,
  Recording,
  Recordings,
  Scene,
  Show,
  ShowResults,
  Site,
  StoredImage,
  Ticket,
  WaysToFollow,
  Webhook,
  Who,
} from './types.js';

interface ShowsQuery {
  state?: string;
  mine?: boolean;
  limit?: number;
  /** Words of the title. */
  search?: string;
  after?: string;
}

/** Operations on a show without a body or a query. */
type OfShow =
  | 'shows.get'
  | 'shows.delete'
  | 'shows.unschedule'
  | 'shows.liveState'
  | 'recordings.listJobs'
  | 'tickets.own'
  | 'audience.export'
  | 'audience.quality'
  | 'followers.ways';
/** A visitor with a ticket has no session, so the ticket is the credential. */
const speaking = (credential: string | undefined) => (credential === undefined ? {} : { credential });
type BodyOf<Id extends keyof Operations> = Operations[Id]['body'];

/** The HTTP API as the server's own pages use it: authenticated by the session cookie, typed by its document. */
export class SiteApi {
  readonly #api: Api;
  #csrfToken: string | null = null;
  #clockAheadMs = 0;

  constructor(origin = '') {
    this.#api = new Api({
      origin,
      csrfToken: () => this.#csrfToken,
      renewCsrfToken: () => this.who(),
      onDate: (date) => this.#compareClocks(date),
    });
  }

  /** For operations that a single page calls: their code is then loaded with that page only. */
  get calls(): Api {
    return this.#api;
  }

  /** The server's wall clock, to a second: a visitor's own may be wrong by hours. */
  nowMs(): number {
    return Date.now() + this.#clockAheadMs;
  }

  async who(): Promise<Who> {
    return this.#remember(await this.#api.call('session.get', {}));
  }
  /** Makes the owner of a new server by the link that it printed. */
  async setUp(wish: BodyOf<'setup.open'>): Promise<Who & { showId: string }> {
    return this.#remember(await this.#api.call('setup.open', { body: wish }));
  }
  async signIn(email: string, password: string): Promise<Who> {
    return this.#remember(await this.#api.call('session.signIn', { body: { email, password } }));
  }
  async signOut(): Promise<void> {
    await this.#api.call('session.signOut', {});
    this.#csrfToken = null;
  }
  signOutEverywhere(): Promise<void> {
    return this.#api.call('sessions.endAll', {});
  }
  changeMe(change: BodyOf<'me.change'>): Promise<Who> {
    return this.#api.call('me.change', { body: change });
  }

  changeSite(change: BodyOf<'site.change'>): Promise<Site> {
    return this.#api.call('site.change', { body: change });
  }
  setSiteLogo(file: Blob): Promise<Site> {
    return this.#api.upload('site.setLogo', {}, file);
  }
  setSiteBackground(file: Blob): Promise<Site> {
    return this.#api.upload('site.setBackground', {}, file);
  }
  removeSiteBackground(): Promise<Site> {
    return this.#api.call('site.removeBackground', {});
  }
  removeSiteLogo(): Promise<Site> {
    return this.#api.call('site.removeLogo', {});
  }

  /** `after` is `next` of the page before. */
  shows(query: ShowsQuery = {}): Promise<Page<Show>> {
    const { state, mine, limit = 50, search, after } = query;
    return this.#api.call('shows.list', {
      query: {
        limit,
        ...(state ? { state } : {}),
        ...(mine ? { mine: 'true' } : {}),
        ...(search ? { search } : {}),
        ...(after ? { after } : {}),
      },
    });
  }
  /** Who has no account sees a private show by the ticket. */
  show(showId: string, ticket?: string): Promise<Show> {
    return this.#ofShow('shows.get', showId, speaking(ticket));
  }
  /** A viewer with a ticket sees what may be replayed. */
  recordings(showId: string, ticket?: string): Promise<Recordings> {
    return this.#api.call('recordings.list', { params: { showId }, ...speaking(ticket) });
  }
  /** Where in a recording these words were said. */
  recordedCaptions(
    showId: string,
    recordingId: string,
    { q, after = 0, ticket }: { q: string; after?: number; ticket?: string | undefined },
  ): Promise<CaptionPage> {
    return this.#api.call('recordings.captions', {
      params: { showId, recordingId },
      query: { q, after },
      ...speaking(ticket),
    });
  }
  removeRecording(showId: string, recordingId: string): Promise<void> {
    return this.#api.call('recordings.delete', { params: { showId, recordingId } });
  }
  editRecording(showId: string, recordingId: string, edit: BodyOf<'recordings.edit'>): Promise<Recording> {
    return this.#api.call('recordings.edit', { params: { showId, recordingId }, body: edit });
  }
  async clips(showId: string): Promise<Clip[]> {
    return (await this.#api.call('clips.list', { params: { showId } })).items;
  }
  clip(showId: string, clipId: string, ticket?: string): Promise<Clip> {
    return this.#api.call('clips.get', { params: { showId, clipId }, ...speaking(ticket) });
  }
  /** Viewers, where the show lets them, speak by their ticket. */
  createClip(showId: string, wish: BodyOf<'clips.create'>, ticket?: string): Promise<Clip> {
    return this.#api.call('clips.create', {
      params: { showId },
      body: wish,
      idempotencyKey: crypto.randomUUID(),
      ...speaking(ticket),
    });
  }
  removeClip(showId: string, clipId: string): Promise<void> {
    return this.#api.call('clips.delete', { params: { showId, clipId } });
  }
  /** Work on the recordings of a show, the newest first. */
  async jobs(showId: string): Promise<Job[]> {
    return (await this.#ofShow('recordings.listJobs', showId)).items;
  }
  cancelJob(showId: string, jobId: string): Promise<void> {
    return this.#api.call('recordings.cancelJob', { params: { showId, jobId } });
  }
  retryJob(showId: string, jobId: string): Promise<void> {
    return this.#api.call('recordings.retryJob', { params: { showId, jobId } });
  }
  createShow(wish: BodyOf<'shows.create'>): Promise<Show> {
    return this.#api.call('shows.create', { body: wish, idempotencyKey: crypto.randomUUID() });
  }
  changeShow({ id, version }: Show, change: BodyOf<'shows.update'>, credential?: string): Promise<Show> {
    return this.#api.call('shows.update', {
      ...{ params: { showId: id }, body: change, version },
      ...speaking(credential),
    });
  }
  /** What a show with these formats would take of the server; null stands for the formats of the site. */
  priceOf(formats: BodyOf<'shows.price'>['formats']): Promise<ProgrammePrice> {
    return this.#api.call('shows.price', { body: { formats } });
  }
  /** A poster by its `url`, a logo or a background by its `id`. */
  uploadImage(showId: string, file: Blob, credential?: string): Promise<StoredImage> {
    return this.#api.upload('pictures.upload', { params: { showId }, ...speaking(credential) }, file);
  }
  async images(showId: string, credential?: string): Promise<StoredImage[]> {
    const call = { params: { showId }, ...speaking(credential) };
    return (await this.#api.call('pictures.list', call)).items;
  }
  removeImage(showId: string, pictureId: string, credential?: string): Promise<void> {
    return this.#api.call('pictures.remove', { params: { showId, pictureId }, ...speaking(credential) });
  }
  /** What hosts prepared, in their order. */
  async scenes(showId: string, credential?: string): Promise<Scene[]> {
    return (await this.#api.call('scenes.list', { params: { showId }, ...speaking(credential) })).items;
  }
  createScene(showId: string, body: BodyOf<'scenes.create'>, credential?: string): Promise<Scene> {
    const idempotencyKey = crypto.randomUUID();
    return this.#api.call('scenes.create', {
      params: { showId },
      body,
      idempotencyKey,
      ...speaking(credential),
    });
  }
  changeScene(
    showId: string,
    sceneId: string,
    body: BodyOf<'scenes.update'>,
    credential?: string,
  ): Promise<Scene> {
    return this.#api.call('scenes.update', { params: { showId, sceneId }, body, ...speaking(credential) });
  }
  removeScene(showId: string, sceneId: string, credential?: string): Promise<void> {
    return this.#api.call('scenes.delete', { params: { showId, sceneId }, ...speaking(credential) });
  }
  /** Images and slides that scenes show. */
  async media(showId: string, credential?: string): Promise<MediaItem[]> {
    return (await this.#api.call('media.list', { params: { showId }, ...speaking(credential) })).items;
  }
  createMedia(showId: string, body: BodyOf<'media.create'>, credential?: string): Promise<MediaItem> {
    const idempotencyKey = crypto.randomUUID();
    return this.#api.call('media.create', {
      params: { showId },
      body,
      idempotencyKey,
      ...speaking(credential),
    });
  }
  removeMedia(showId: string, mediaId: string, credential?: string): Promise<void> {
    return this.#api.call('media.delete', { params: { showId, mediaId }, ...speaking(credential) });
  }
  /** Figures of a show, and all that its audience wrote. */
  results(showId: string): Promise<ShowResults> {
    return this.#ofShow('audience.export', showId);
  }
  /** What viewers saw, by what their players report: during the show and after it. */
  quality(showId: string, credential?: string): Promise<AudienceQuality> {
    return this.#ofShow('audience.quality', showId, speaking(credential));
  }
  /** How this site notifies followers when shows begin. */
  waysToFollow(showId: string): Promise<WaysToFollow> {
    return this.#ofShow('followers.ways', showId);
  }
  follow(showId: string, body: BodyOf<'followers.follow'>): Promise<void> {
    return this.#api.call('followers.follow', { params: { showId }, body });
  }
  /** By a subscription of this browser to push messages; the token ends it. */
  followByPush(showId: string, body: BodyOf<'followers.subscribe'>): Promise<{ token: string }> {
    return this.#api.call('followers.subscribe', { params: { showId }, body });
  }
  /** By the link of an e-mail. */
  lookAtFollow(token: string): Promise<Follow> {
    return this.#api.call('followers.look', { body: { token } });
  }
  confirmFollow(token: string): Promise<Follow> {
    return this.#api.call('followers.confirm', { body: { token } });
  }
  endFollow(token: string): Promise<void> {
    return this.#api.call('followers.end', { body: { token } });
  }
  deleteShow(showId: string): Promise<void> {
    return this.#ofShow('shows.delete', showId);
  }
  scheduleShow(showId: string, scheduledAt: string | null): Promise<Show> {
    return scheduledAt === null
      ? this.#ofShow('shows.unschedule', showId)
      : this.#api.call('shows.schedule', { params: { showId }, body: { scheduledAt } });
  }
  liveState(showId: string): Promise<LiveState> {
    return this.#ofShow('shows.liveState', showId);
  }

  /** A ticket for the signed-in host of the show. */
  ownTicket(showId: string): Promise<Ticket> {
    return this.#ofShow('tickets.own', showId);
  }
  /** A viewer's ticket, with a name or without. */
  watch(showId: string, name?: string): Promise<Ticket> {
    return this.#api.call('shows.watch', { params: { showId }, body: name ? { name } : {} });
  }
  /** The same one with a later end; only the browser that it was made for gets it. */
  renewTicket({ showId, ticket }: Pick<Ticket, 'showId' | 'ticket'>): Promise<Ticket> {
    return this.#api.call('tickets.renew', { params: { showId }, body: { ticket }, credential: ticket });
  }
  /** The link is in this answer alone. */
  inviteToShow(
    showId: string,
    body: BodyOf<'shows.invite'>,
    credential?: string,
  ): Promise<Invitation & { url: string }> {
    const idempotencyKey = crypto.randomUUID();
    return this.#api.call('shows.invite', {
      params: { showId },
      body,
      idempotencyKey,
      ...speaking(credential),
    });
  }
  async inputs(showId: string, credential?: string): Promise<Input[]> {
    return (await this.#api.call('inputs.list', { params: { showId }, ...speaking(credential) })).items;
  }
  createInput(showId: string, body: BodyOf<'inputs.create'>, credential?: string): Promise<NewInput> {
    const idempotencyKey = crypto.randomUUID();
    return this.#api.call('inputs.create', {
      params: { showId },
      body,
      idempotencyKey,
      ...speaking(credential),
    });
  }
  rotateInput(showId: string, inputId: string, credential?: string): Promise<NewInput> {
    return this.#api.call('inputs.rotate', { params: { showId, inputId }, ...speaking(credential) });
  }
  placeInput(showId: string, inputId: string, onStage: boolean, credential?: string): Promise<Input> {
    const params = { showId, inputId };
    return this.#api.call('inputs.place', { params, body: { onStage }, ...speaking(credential) });
  }
  removeInput(showId: string, inputId: string, credential?: string): Promise<void> {
    return this.#api.call('inputs.delete', { params: { showId, inputId }, ...speaking(credential) });
  }
  async outputs(showId: string, credential?: string): Promise<Output[]> {
    return (await this.#api.call('outputs.list', { params: { showId }, ...speaking(credential) })).items;
  }
  createOutput(showId: string, body: BodyOf<'outputs.create'>, credential?: string): Promise<Output> {
    const idempotencyKey = crypto.randomUUID();
    return this.#api.call('outputs.create', {
      params: { showId },
      body,
      idempotencyKey,
      ...speaking(credential),
    });
  }
  /** Sends to this destination, or stops. */
  switchOutput(showId: string, outputId: string, on: boolean, credential?: string): Promise<Output> {
    const call = { params: { showId, outputId }, ...speaking(credential) };
    return this.#api.call(on ? 'outputs.start' : 'outputs.stop', call);
  }
  removeOutput(showId: string, outputId: string, credential?: string): Promise<void> {
    return this.#api.call('outputs.delete', { params: { showId, outputId }, ...speaking(credential) });
  }
  inviteHost(name?: string): Promise<Invitation & { url: string }> {
    return this.#api.call('invitations.inviteHost', { body: { maxUses: 1, ...(name ? { name } : {}) } });
  }
  invitation(token: string): Promise<InvitationView> {
    return this.#api.call('invitations.look', { body: { token } });
  }
  async acceptInvitation(
    arrival: BodyOf<'invitations.accept'>,
  ): Promise<Operations['invitations.accept']['answer']> {
    const answer = await this.#api.call('invitations.accept', { body: arrival });
    if (answer.signedIn) this.#remember(answer.signedIn);
    return answer;
  }

  people(): Promise<Page<Person>> {
    return this.#api.call('people.list', { query: { limit: 100 } });
  }
  apiKeys(): Promise<Page<ApiKey>> {
    return this.#api.call('apiKeys.list', { query: { limit: 100 } });
  }
  makeApiKey(name: string): Promise<ApiKey & { secret: string }> {
    return this.#api.call('apiKeys.make', { body: { name } });
  }
  revokeApiKey(keyId: string): Promise<void> {
    return this.#api.call('apiKeys.revoke', { params: { keyId } });
  }
  webhooks(): Promise<Page<Webhook>> {
    return this.#api.call('webhooks.list', { query: { limit: 100 } });
  }
  makeWebhook(
    url: string,
    events: BodyOf<'webhooks.create'>['events'],
  ): Promise<Webhook & { secret: string }> {
    return this.#api.call('webhooks.create', { body: { url, events } });
  }
  deleteWebhook(webhookId: string): Promise<void> {
    return this.#api.call('webhooks.delete', { params: { webhookId } });
  }
  deliveries(webhookId: string): Promise<Page<Delivery>> {
    return this.#api.call('webhooks.deliveries', { params: { webhookId }, query: { limit: 20 } });
  }
  replay(webhookId: string, deliveryId: string): Promise<Delivery> {
    return this.#api.call('webhooks.replay', { params: { webhookId, deliveryId } });
  }

  #ofShow<Id extends OfShow>(
    id: Id,
    showId: string,
    more: { credential?: string } = {},
  ): Promise<Operations[Id]['answer']> {
    return this.#api.call(id, { params: { showId }, ...more } as unknown as CallOf<Id>);
  }

  #remember<Answer extends Who>(who: Answer): Answer {
    this.#csrfToken = who.csrfToken;
    return who;
  }

  #compareClocks(date: string | null): void {
    const serverMs = date === null ? Number.NaN : Date.parse(date);
    // The header is cut to whole seconds: half of one is missing on average.
    if (!Number.isNaN(serverMs)) this.#clockAheadMs = serverMs + 500 - Date.now();
  }
}
