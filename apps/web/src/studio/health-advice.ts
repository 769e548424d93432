import type { ProgrammeHealthView } from '#protocol';

/** What is wrong, most pressing first; each has a sentence that says what to do. */
export type HealthTrouble =
  | 'lost'
  | 'rebuilding'
  | 'encoder'
  | 'machine'
  | 'behind'
  | 'uneven'
  | 'restarts'
  | 'lips'
  | 'link';

export interface HealthSigns {
  stage: 'entering' | 'on' | 'lost' | 'rebuilding' | 'left';
  isLinkPoor: boolean;
  /** The newest frame and the oldest one kept, about ten seconds before. */
  now?: ProgrammeHealthView | undefined;
  before?: ProgrammeHealthView | undefined;
}

/** Below real time by more than measuring can err. */
const SLOW_ENCODER = 0.95;
const FULL_MACHINE = 0.92;
/** Players on a good connection stay below two seconds. */
const FAR_BEHIND_MS = 4_000;
/** One frame in twenty that is late or missing is seen. */
const UNEVEN_SHARE = 0.05;
const LIPS_MS = 120;

export function troublesOf({ stage, isLinkPoor, now, before }: HealthSigns): HealthTrouble[] {
  const grown = (key: 'ticks' | 'repeatedFrames' | 'encoderRestarts' | 'decoderRestarts'): number =>
    now && before ? now[key] - before[key] : 0;
  const isUneven = grown('repeatedFrames') > grown('ticks') * UNEVEN_SHARE;
  const found: [HealthTrouble, boolean][] = [
    ['lost', stage === 'lost'],
    ['rebuilding', stage === 'rebuilding'],
    ['encoder', now !== undefined && now.encoderSpeed < SLOW_ENCODER],
    ['machine', now !== undefined && now.machineLoad > FULL_MACHINE],
    ['behind', (now?.audienceBehindMs?.median ?? 0) > FAR_BEHIND_MS],
    ['uneven', isUneven],
    ['restarts', grown('encoderRestarts') + grown('decoderRestarts') > 0],
    ['lips', now !== undefined && Math.abs(now.soundLateMs) > LIPS_MS],
    ['link', isLinkPoor && stage === 'on'],
  ];
  return found.filter(([, isSo]) => isSo).map(([trouble]) => trouble);
}
