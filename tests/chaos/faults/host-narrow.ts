import type { Fault } from '../fault.js';

export const fault: Fault = {
  name: 'host-narrow',
  title: "The host's line narrows to 400 kbit/s for 12 s",
  show: { relayHost: true },
  strike: async ({ show, hold, note }) => {
    await show.hostNetwork?.impair({
      toServer: { rateBitsPerSecond: 400_000 },
      toClient: { rateBitsPerSecond: 400_000 },
    });
    await hold(12_000);
    await show.hostNetwork?.impair({ toServer: {}, toClient: {} });
    note(`${await show.hostNetwork?.passed()} packets passed the relay`);
  },
};
