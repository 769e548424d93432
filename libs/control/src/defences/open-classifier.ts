import type { Classifier } from '#audience';
import type { Clock, Log } from '#kernel';
import type { DefenceAction } from '#protocol';
import { askByHttp } from './ask-by-http.js';
import { BoundedClassifier } from './bounded-classifier.js';
import { CommandJudge } from './command-judge.js';

export interface ClassifierSettings {
  command?: string | undefined;
  url?: string | undefined;
  timeoutMs: number;
  failure: Extract<DefenceAction, 'allow' | 'hold'>;
}

export interface OpenClassifier extends Classifier {
  close(): Promise<void>;
}

/** The site's own judge of what viewers say: a program, or a service. Undefined where none is set up. */
export function openClassifier(
  { command, url, timeoutMs, failure }: ClassifierSettings,
  { clock, log }: { clock: Clock; log: Log },
): OpenClassifier | undefined {
  const bounds = { timeoutMs, failure, clock, log };
  const [program, ...args] = command?.split(' ').filter((part) => part !== '') ?? [];
  if (program !== undefined) {
    const judge = new CommandJudge({ command: [program, ...args], clock, log });
    const classifier = new BoundedClassifier({ ...bounds, ask: (line) => judge.ask(line) });
    return { classify: (line) => classifier.classify(line), close: () => judge.close() };
  }
  if (url === undefined) return undefined;
  const classifier = new BoundedClassifier({ ...bounds, ask: askByHttp(url) });
  return { classify: (line) => classifier.classify(line), close: async () => undefined };
}
