import type { ProsceniumConfig } from '#kernel';

/** What was found of one thing. `bad` keeps shows from working; `warning` keeps some people from them. */
export interface Finding {
  state: 'good' | 'warning' | 'bad';
  says: string;
  /** What to do about it, unless it is good. */
  advice?: string;
}

export interface Check {
  /** One or two words: `media ports`. */
  name: string;
  run(): Promise<readonly Finding[]>;
}

export interface CheckContext {
  config: ProsceniumConfig;
  /** Its ports are taken by itself. */
  isServerRunning: boolean;
}

export const good = (says: string): Finding => ({ state: 'good', says });
export const warning = (says: string, advice: string): Finding => ({ state: 'warning', says, advice });
export const bad = (says: string, advice: string): Finding => ({ state: 'bad', says, advice });
