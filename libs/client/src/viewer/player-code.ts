/** hls.js is by far the heaviest thing on the page: it comes as a file of its own. */
export const loadHls = () => import('hls.js');

/** Starts the download of hls.js ahead of its first use. */
export function preparePlayer(): void {
  loadHls().catch(() => {});
}
