/** Pages on another site never send it along, scripts never read it. */
export interface CookieOptions {
  secure: boolean;
  maxAgeSeconds: number;
}

export const SESSION_COOKIE = 'proscenium_session';
export const DEVICE_COOKIE = 'proscenium_device';

export const printCookie = (name: string, value: string, options: CookieOptions): string =>
  [
    `${name}=${value}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Lax',
    `Max-Age=${options.maxAgeSeconds}`,
    ...(options.secure ? ['Secure'] : []),
  ].join('; ');

/** The first cookie of that name, or nothing. */
export function findCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name && value !== undefined && value !== '') return value;
  }
  return undefined;
}
