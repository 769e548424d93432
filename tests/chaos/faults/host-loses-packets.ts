import type { Fault } from '../fault.js';

export const fault: Fault = {
  name: 'host-loses-packets',
  title: "The host's line loses 5 % both ways for 10 s",
  show: { relayHost: true },
  strike: async ({ show, hold, note }) => {
    await show.hostNetwork?.impair({ toServer: { lossShare: 0.05 }, toClient: { lossShare: 0.05 } });
    await hold(10_000);
    await show.hostNetwork?.impair({ toServer: {}, toClient: {} });
    note(`${await show.hostNetwork?.passed()} packets passed the relay`);
  },
};
