/**
 * The environment of the person who runs the tests, without our settings: the server refuses one that it does not know, and
 * those that are said to the tests (`PROSCENIUM_TIER`, `PROSCENIUM_SHOTS`, ...) are not for it.
 */
export const cleanEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PROSCENIUM_')));
