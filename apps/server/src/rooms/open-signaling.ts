import { clientAddress, trustedNetworks } from '#access';
import { Signaling } from '#signaling';
import type { RoomsOptions } from './rooms-options.js';

export function openSignaling({ config, clock, log }: RoomsOptions): Signaling {
  const isTrusted = trustedNetworks(config.trustedProxies);
  return new Signaling({ clock, log, addressOf: (request) => clientAddress(request, isTrusted) });
}
