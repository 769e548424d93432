import type { ChatDefencesChange } from '#protocol';

/** The rules of one show's chat, set by its host. */
export interface AudienceSettings {
  chatOpen: boolean;
  /** 0 is off. */
  slowModeMs: number;
  allowLinks: boolean;
  /** Messages with one of these are refused; compared after folding look-alikes. */
  blockedWords: string[];
  questionsOpen: boolean;
  reactionsOpen: boolean;
  handsOpen: boolean;
  /** What is said is shown at its moment in each viewer's own video. Settings stored earlier lack it. */
  inStep?: boolean | undefined;
  /** Settings stored earlier lack these two. */
  messagesPerSecond?: number | undefined;
  slowByLoad?: boolean | undefined;
  /** What the hosts have set of the defences against spam; the rest is as a new show has it. */
  defences?: ChatDefencesChange | undefined;
}

export interface AudienceStateRecord {
  settings: AudienceSettings | null;
  pinnedMessageId: string | null;
  notice: string | null;
  peakViewers: number;
}

export interface AudienceStateStore {
  load(showId: string): Promise<AudienceStateRecord>;
  save(showId: string, patch: Partial<Omit<AudienceStateRecord, 'peakViewers'>>): Promise<void>;
}
