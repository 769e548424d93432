/** Written by each look: a Redis that is full or only copies another one answers, and takes nothing. */
export const LOOK_KEY = 'proscenium.look';
export const LOOK_KEPT_SECONDS = 60;
