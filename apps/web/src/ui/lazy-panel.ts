import { type ComponentType, lazy } from 'react';

/** A component that is fetched when it is first drawn; `load` imports its file and picks it. */
export const lazyPanel = <Props extends object>(load: () => Promise<ComponentType<Props>>) =>
  lazy(async () => ({ default: await load() }));
