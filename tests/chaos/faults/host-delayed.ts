import type { Fault } from '../fault.js';

export const fault: Fault = {
  name: 'host-delayed',
  title: "The host's line is 200 ms longer for 10 s",
  show: { relayHost: true },
  strike: async ({ show, hold, note }) => {
    await show.hostNetwork?.impair({ toServer: { delayMs: 200 }, toClient: { delayMs: 200 } });
    await hold(10_000);
    await show.hostNetwork?.impair({ toServer: {}, toClient: {} });
    note(`${await show.hostNetwork?.passed()} packets passed the relay`);
  },
};
