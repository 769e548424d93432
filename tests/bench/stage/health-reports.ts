import type { Programme } from '#compositor';

/** So many more of a programme's reports on its health, one a second. */
export function healthReports(programme: Programme, reports: number): Promise<void> {
  let left = reports;
  return new Promise((resolve) => {
    const off = programme.events.on('health', () => {
      left -= 1;
      if (left > 0) return;
      off();
      resolve();
    });
  });
}
