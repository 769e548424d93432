import type { Fault } from '../fault.js';

export const fault: Fault = {
  name: 'host-jitters',
  title: "The host's line is 60 ms longer with up to 60 ms of jitter for 10 s",
  show: { relayHost: true },
  strike: async ({ show, hold, note }) => {
    await show.hostNetwork?.impair({
      toServer: { delayMs: 60, jitterMs: 60 },
      toClient: { delayMs: 60, jitterMs: 60 },
    });
    await hold(10_000);
    await show.hostNetwork?.impair({ toServer: {}, toClient: {} });
    note(`${await show.hostNetwork?.passed()} packets passed the relay`);
  },
};
