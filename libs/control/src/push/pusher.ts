import type { Clock, Log } from '#kernel';
import type { PushKeys } from '../ports/followers.js';
import type { SendWebhook } from '../webhooks/send.js';
import { encryptPush } from './encrypt-push.js';
import type { VapidKeys } from './vapid-keys.js';

export interface PushTarget {
  endpoint: string;
  keys: PushKeys;
}

export interface PusherOptions {
  keys: VapidKeys;
  /** Guards the address that it goes to, after it was resolved. */
  send: SendWebhook;
  /** For a site in a network of its own: push services other than those of the browsers. */
  allowAny: boolean;
  clock: Clock;
  log: Log;
}

export type PushOutcome = 'sent' | 'gone' | 'failed';

/**
 * Push services of the browsers. The visitor names the address, so it must belong to one of these: otherwise anybody could
 * make this server send requests to any host.
 */
const SERVICES = [
  'fcm.googleapis.com',
  'updates.push.services.mozilla.com',
  'push.apple.com',
  'notify.windows.com',
];
const POINT_BYTES = 65;
const AUTH_BYTES = 16;
/** A browser that is off for longer need not hear that a show has begun. */
const KEPT_SECONDS = 3_600;
/** What a push service answers for a subscription that has ended. */
const OVER = [404, 410];

/** Sends messages to browsers by their push services. */
export class Pusher {
  readonly #options: PusherOptions;

  constructor(options: PusherOptions) {
    this.#options = options;
  }

  get publicKey(): string {
    return this.#options.keys.publicKey;
  }

  canReach({ endpoint, keys }: PushTarget): boolean {
    const url = URL.canParse(endpoint) ? new URL(endpoint) : undefined;
    if (url === undefined || url.username !== '' || url.password !== '' || !areKeys(keys)) return false;
    if (this.#options.allowAny) return true;
    const isService = SERVICES.some((name) => url.hostname === name || url.hostname.endsWith(`.${name}`));
    return isService && url.protocol === 'https:' && url.port === '';
  }

  /** Never throws. */
  async send(target: PushTarget, message: Readonly<Record<string, string>>): Promise<PushOutcome> {
    const { keys, send, clock, log } = this.#options;
    try {
      const headers = {
        authorization: keys.authorization(target.endpoint, clock.wallMs()),
        'content-encoding': 'aes128gcm',
        'content-type': 'application/octet-stream',
        ttl: `${KEPT_SECONDS}`,
        urgency: 'high',
      };
      const { status } = await send(
        target.endpoint,
        encryptPush(JSON.stringify(message), target.keys),
        headers,
      );
      if (status !== null && OVER.includes(status)) return 'gone';
      return status !== null && status < 300 ? 'sent' : 'failed';
    } catch (error) {
      log.warn('control.push | not sent', { error });
      return 'failed';
    }
  }
}

function areKeys({ p256dh, auth }: PushKeys): boolean {
  const point = Buffer.from(p256dh, 'base64url');
  return (
    point.length === POINT_BYTES && point[0] === 4 && Buffer.from(auth, 'base64url').length === AUTH_BYTES
  );
}
