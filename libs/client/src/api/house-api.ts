import { ApiFailure } from './api-failure.js';
import type {
  ApiKey,
  Delivery,
  Invitation,
  InvitationLook,
  LiveState,
  Page,
  Person,
  Show,
  Ticket,
  Webhook,
  Who,
} from './types.js';

type Json = Record<string, unknown>;
type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** The HTTP API as this house's own pages use it: signed by the session cookie. */
export class HouseApi {
  readonly #origin: string;
  #csrfToken: string | null = null;
  #clockAheadMs = 0;

  constructor(origin = '') {
    this.#origin = origin;
  }

  /** The server's wall clock, to a second: a visitor's own may be wrong by hours. */
  nowMs(): number {
    return Date.now() + this.#clockAheadMs;
  }

  async who(): Promise<Who> {
    return this.#remember(await this.#ask<Who>('GET', '/session'));
  }
  async openSetup(token: string): Promise<Who & { showId: string }> {
    return this.#remember(await this.#ask<Who & { showId: string }>('POST', '/setup', { token }));
  }
  async signIn(email: string, password: string): Promise<Who> {
    return this.#remember(await this.#ask<Who>('POST', '/session', { email, password }));
  }
  async signOut(): Promise<void> {
    await this.#ask('DELETE', '/session');
    this.#csrfToken = null;
  }
  signOutEverywhere(): Promise<void> {
    return this.#ask('DELETE', '/sessions');
  }
  changeMe(change: {
    name?: string;
    email?: string;
    newPassword?: string;
    currentPassword?: string;
  }): Promise<Who> {
    return this.#ask('PATCH', '/me', change);
  }

  shows(query: { state?: string; mine?: boolean; limit?: number } = {}): Promise<Page<Show>> {
    const search = new URLSearchParams();
    if (query.state) search.set('state', query.state);
    if (query.mine) search.set('mine', 'true');
    search.set('limit', String(query.limit ?? 50));
    return this.#ask('GET', `/shows?${search}`);
  }
  /** Who has no account sees a private show by the ticket. */
  show(showId: string, ticket?: string): Promise<Show> {
    const headers = ticket === undefined ? {} : { authorization: `Bearer ${ticket}` };
    return this.#ask('GET', `/shows/${showId}`, undefined, headers);
  }
  createShow(wish: Json): Promise<Show> {
    return this.#ask('POST', '/shows', wish, { 'Idempotency-Key': crypto.randomUUID() });
  }
  changeShow(show: Show, change: Json): Promise<Show> {
    return this.#ask('PATCH', `/shows/${show.id}`, change, { 'If-Match': `"${show.version}"` });
  }
  /** A poster by its `url`, a logo or a background by its `id`. */
  async uploadPicture(showId: string, file: Blob): Promise<{ id: string; url: string }> {
    return this.#answerOf(
      await this.#send('POST', `/shows/${showId}/pictures`, file, { 'content-type': file.type }),
    );
  }
  deleteShow(showId: string): Promise<void> {
    return this.#ask('DELETE', `/shows/${showId}`);
  }
  scheduleShow(showId: string, scheduledAt: string | null): Promise<Show> {
    return scheduledAt === null
      ? this.#ask('DELETE', `/shows/${showId}/schedule`)
      : this.#ask('POST', `/shows/${showId}/schedule`, { scheduledAt });
  }
  liveState(showId: string): Promise<LiveState> {
    return this.#ask('GET', `/shows/${showId}/live`);
  }

  /** A host's own seat. */
  ownTicket(showId: string): Promise<Ticket> {
    return this.#ask('POST', `/shows/${showId}/own-ticket`);
  }
  /** Comes in as a viewer, with a name or without. */
  watch(showId: string, name?: string): Promise<Ticket> {
    return this.#ask('POST', `/shows/${showId}/watch`, name ? { name } : {});
  }
  inviteToShow(
    showId: string,
    role: 'guest' | 'co-host' | 'moderator' | 'viewer',
  ): Promise<Invitation & { url: string }> {
    const lifetimeSeconds = 24 * 60 * 60;
    return this.#ask('POST', `/shows/${showId}/invitations`, { role, lifetimeSeconds });
  }
  inviteHost(name?: string): Promise<Invitation & { url: string }> {
    return this.#ask('POST', '/invitations', { maxUses: 1, ...(name ? { name } : {}) });
  }
  lookAtInvitation(token: string): Promise<InvitationLook> {
    return this.#ask('POST', '/invitations/look', { token });
  }
  async acceptInvitation(arrival: {
    token: string;
    name: string;
    email?: string;
    password?: string;
  }): Promise<{ ticket: Ticket | null; signedIn: Who | null }> {
    const answer = await this.#ask<{ ticket: Ticket | null; signedIn: Who | null }>(
      'POST',
      '/invitations/accept',
      arrival,
    );
    if (answer.signedIn) this.#remember(answer.signedIn);
    return answer;
  }

  people(): Promise<Page<Person>> {
    return this.#ask('GET', '/people?limit=100');
  }
  apiKeys(): Promise<Page<ApiKey>> {
    return this.#ask('GET', '/api-keys?limit=100');
  }
  makeApiKey(name: string): Promise<ApiKey & { secret: string }> {
    return this.#ask('POST', '/api-keys', { name });
  }
  revokeApiKey(keyId: string): Promise<void> {
    return this.#ask('DELETE', `/api-keys/${keyId}`);
  }
  webhooks(): Promise<Page<Webhook>> {
    return this.#ask('GET', '/webhooks?limit=100');
  }
  makeWebhook(url: string, events: string[]): Promise<Webhook & { secret: string }> {
    return this.#ask('POST', '/webhooks', { url, events });
  }
  deleteWebhook(webhookId: string): Promise<void> {
    return this.#ask('DELETE', `/webhooks/${webhookId}`);
  }
  deliveries(webhookId: string): Promise<Page<Delivery>> {
    return this.#ask('GET', `/webhooks/${webhookId}/deliveries?limit=20`);
  }
  replay(webhookId: string, deliveryId: string): Promise<Delivery> {
    return this.#ask('POST', `/webhooks/${webhookId}/deliveries/${deliveryId}/replay`);
  }

  #remember<Answer extends Who>(who: Answer): Answer {
    this.#csrfToken = who.csrfToken;
    return who;
  }

  async #ask<Answer>(
    method: Method,
    path: string,
    body?: Json,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const typed = body === undefined ? headers : { 'content-type': 'application/json', ...headers };
    const text = body === undefined ? undefined : JSON.stringify(body);
    return this.#answerOf(await this.#send(method, path, text, typed));
  }

  #send(
    method: Method,
    path: string,
    body: string | Blob | undefined,
    headers: Record<string, string>,
  ): Promise<Response> {
    return fetch(`${this.#origin}/api/v1${path}`, {
      method,
      credentials: 'same-origin',
      headers: {
        accept: 'application/json',
        ...(this.#csrfToken !== null && method !== 'GET' ? { 'x-csrf-token': this.#csrfToken } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    }).catch(() => {
      throw ApiFailure.offline();
    });
  }

  async #answerOf<Answer>(response: Response): Promise<Answer> {
    this.#compareClocks(response.headers.get('date'));
    if (!response.ok) throw await ApiFailure.from(response);
    return (response.status === 204 ? undefined : await response.json()) as Answer;
  }

  #compareClocks(date: string | null): void {
    const serverMs = date === null ? Number.NaN : Date.parse(date);
    // The header is cut to whole seconds: half of one is missing on average.
    if (!Number.isNaN(serverMs)) this.#clockAheadMs = serverMs + 500 - Date.now();
  }
}
