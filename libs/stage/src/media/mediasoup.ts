import { offerProcessVariable } from '#kernel';

export type Mediasoup = typeof import('mediasoup');

let loaded: Promise<Mediasoup> | undefined;

/** mediasoup decides at import which worker it starts, so the first caller's binary is everybody's. */
export function loadMediasoup(workerBin: string): Promise<Mediasoup> {
  if (loaded === undefined) {
    offerProcessVariable('MEDIASOUP_WORKER_BIN', workerBin);
    loaded = import('mediasoup');
  }
  return loaded;
}
