import { Child, systemClock } from '#kernel';
import type { Fault } from '../fault.js';

const BURNERS = 4;

export const fault: Fault = {
  name: 'cpu-taken',
  title: 'Four processes take all the CPU that they get for 10 s',
  strike: async ({ hold }) => {
    const burners = Array.from(
      { length: BURNERS },
      (_, index) =>
        new Child({
          name: `burner ${index}`,
          command: process.execPath,
          args: ['-e', 'for (;;);'],
          clock: systemClock,
        }),
    );
    await hold(10_000);
    await Promise.all(burners.map((burner) => burner.kill()));
  },
};
