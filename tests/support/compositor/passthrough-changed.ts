import type { Programme, ProgrammeEvent } from '#compositor';

/** Resolves when the programme begins to pass its source through, or no longer does. */
export const passthroughChanged = (programme: Programme, isOn: boolean): Promise<void> =>
  new Promise((resolve) => {
    const off = programme.events.on('event', (event: ProgrammeEvent) => {
      if (event.kind !== 'passthrough' || event.isOn !== isOn) return;
      off();
      resolve();
    });
  });
