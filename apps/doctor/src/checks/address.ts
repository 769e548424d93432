import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { bad, type Check, type CheckContext, type Finding, good, warning } from '../finding.js';

const ownAddresses = (): string[] =>
  Object.values(networkInterfaces()).flatMap((infos) => (infos ?? []).map(({ address }) => address));

const PRIVATE = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|f[cd]|fe80)/i;

function mediaAddressFinding(address: string, ports: string): Finding {
  if (!ownAddresses().includes(address))
    return warning(
      `media is announced at ${address}, which no interface of this machine has`,
      `Right behind a router or a cloud's address translation: forward ${ports} (UDP and TCP) to this machine.`,
    );
  if (PRIVATE.test(address))
    return warning(
      `media is announced at ${address}, a private address`,
      'Only its own network can reach it.',
    );
  return good(`media is announced at ${address}`);
}

/** Can browsers reach media at what is announced? */
export function addressCheck({ config }: CheckContext): Check {
  const { announcedAddress, stage } = config;
  const ports = `ports ${stage.rtcPort} to ${stage.rtcPort + stage.workers - 1}`;
  return {
    name: 'address',
    run: async () => {
      if (announcedAddress === undefined)
        return [
          warning(
            'only browsers of this machine reach it',
            'PROSCENIUM_ANNOUNCED_ADDRESS opens it to the network.',
          ),
        ];
      if (isIP(announcedAddress) !== 0) return [mediaAddressFinding(announcedAddress, ports)];
      const { address } = await lookup(announcedAddress).catch(() => ({ address: undefined }));
      if (address === undefined)
        return [
          bad(
            `${announcedAddress} is not known to the name server`,
            'Make a DNS record, or announce an IP address.',
          ),
        ];
      return [mediaAddressFinding(address, ports)];
    },
  };
}
