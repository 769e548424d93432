import { lookup as lookUp } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { isPrivateAddress } from '#access';
import { guestError } from '#kernel';

const refused = () =>
  guestError('webhook-address', 'Webhooks go to public https addresses only.', { status: 422 });

export interface AddressRules {
  /** For a site whose receivers are in its own network. Plain http is allowed then too. */
  allowPrivate: boolean;
}

/** Reads an typed address. Names are resolved again when they are connected to. */
export function checkWebhookUrl(text: string, rules: AddressRules): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '') throw refused();
  if (url.protocol !== 'https:' && !(rules.allowPrivate && url.protocol === 'http:')) throw refused();
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (!rules.allowPrivate && isIP(host) !== 0 && isPrivateAddress(host)) throw refused();
  return url;
}

export type ResolveName = (name: string) => Promise<{ address: string; family: number }[]>;

const resolveName: ResolveName = (name) => lookUp(name, { all: true, verbatim: true });

/**
 * Resolves a name for one connection. The address that was judged is the one that is connected to, so a name that
 * answers differently the second time gains nothing.
 */
export const guardedLookup = (rules: AddressRules, resolve: ResolveName = resolveName): LookupFunction => {
  return (hostname, options, callback) => {
    resolve(hostname)
      .then((found) => found.filter(({ address }) => rules.allowPrivate || !isPrivateAddress(address)))
      .then(([first, ...others]) => {
        if (first === undefined) return callback(refused(), '', 0);
        if (options.all === true) return callback(null, [first, ...others]);
        return callback(null, first.address, first.family);
      })
      .catch((error: NodeJS.ErrnoException) => callback(error, '', 0));
  };
};
