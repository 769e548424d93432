interface Scope {
  channels: { readyState: string }[];
  RTCPeerConnection: { prototype: { createDataChannel(...all: unknown[]): { readyState: string } } };
}

/** Runs in a page before anything of its own: keeps the data channels that it makes. */
export function keepDataChannels(): void {
  const scope = globalThis as unknown as Scope;
  scope.channels = [];
  const { prototype } = scope.RTCPeerConnection;
  const create = prototype.createDataChannel;
  prototype.createDataChannel = function (...all) {
    const channel = create.apply(this, all);
    scope.channels.push(channel);
    return channel;
  };
}

/** Runs in such a page: how many of them are open. */
export function countOpenChannels(): number {
  const { channels } = globalThis as unknown as Scope;
  return channels.filter(({ readyState }) => readyState === 'open').length;
}
