import { DEVICE_COOKIE, printCookie, SESSION_COOKIE } from '#access';
import type { SignedIn } from '#control';

const DEVICE_LIFETIME_SECONDS = 400 * 86_400;

/** Cookies of this site: closed to scripts, and to plain HTTP where the site is reached by HTTPS. */
export class Cookies {
  readonly #secure: boolean;

  constructor(publicUrl: string) {
    this.#secure = publicUrl.startsWith('https:');
  }

  session({ token, maxAgeSeconds }: SignedIn): Record<string, string> {
    return { 'set-cookie': printCookie(SESSION_COOKIE, token, { secure: this.#secure, maxAgeSeconds }) };
  }

  endSession(): Record<string, string> {
    return { 'set-cookie': printCookie(SESSION_COOKIE, '', { secure: this.#secure, maxAgeSeconds: 0 }) };
  }

  device(device: string): Record<string, string> {
    const options = { secure: this.#secure, maxAgeSeconds: DEVICE_LIFETIME_SECONDS };
    return { 'set-cookie': printCookie(DEVICE_COOKIE, device, options) };
  }
}
