/** hls.js is by far the heaviest thing on the page: it comes as a file of its own. */
export const loadHls = () => import('hls.js');

/** Sends for it ahead of time: nothing is waited for. */
export function preparePlayer(): void {
  loadHls().catch(() => {});
}
