import { faketimeLibrary } from '../processes/faketime-library.js';

/** The environment of a process whose wall clock is wrong by so much. Timers run on the monotonic one, which is right. */
export const wrongClock = (bySeconds: number): Record<string, string> => ({
  LD_PRELOAD: faketimeLibrary(),
  FAKETIME: `${bySeconds < 0 ? '' : '+'}${bySeconds}`,
  FAKETIME_DONT_FAKE_MONOTONIC: '1',
});
