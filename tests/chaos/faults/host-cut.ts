import type { Fault } from '../fault.js';

export const fault: Fault = {
  name: 'host-cut',
  title: "The host's line is cut for 4 s",
  show: { relayHost: true },
  strike: async ({ show, hold, note }) => {
    await show.hostNetwork?.impair({ toServer: { cut: true }, toClient: { cut: true } });
    await hold(4_000);
    await show.hostNetwork?.impair({ toServer: {}, toClient: {} });
    note(`${await show.hostNetwork?.passed()} packets passed the relay`);
  },
};
