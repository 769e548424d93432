import type { Fault } from '../fault.js';

export const fault: Fault = {
  name: 'host-reorders',
  title: "The host's line reorders 5 % by 30 ms for 10 s",
  show: { relayHost: true },
  strike: async ({ show, hold, note }) => {
    await show.hostNetwork?.impair({
      toServer: { reorderShare: 0.05, reorderMs: 30 },
      toClient: { reorderShare: 0.05, reorderMs: 30 },
    });
    await hold(10_000);
    await show.hostNetwork?.impair({ toServer: {}, toClient: {} });
    note(`${await show.hostNetwork?.passed()} packets passed the relay`);
  },
};
