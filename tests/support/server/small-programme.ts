/**
 * A programme that leaves a small machine room for the browsers that film and watch it; the path is the same for
 * every size of video.
 */
export const SMALL_PROGRAMME = {
  PROSCENIUM_PROGRAMME_WIDTH: '640',
  PROSCENIUM_PROGRAMME_HEIGHT: '360',
  PROSCENIUM_PROGRAMME_RUNGS: '360p:800k',
  PROSCENIUM_PROGRAMME_PRESET: 'ultrafast',
};

/** Of stories that are about what is on the pages: pages that draw thirty frames a second fill a small machine. */
export const STORY_PROGRAMME = { ...SMALL_PROGRAMME, PROSCENIUM_PROGRAMME_FRAME_RATE: '24' };
