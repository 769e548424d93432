import type { Log } from './log.js';
import { reportListenerErrors } from './typed-events.js';

type Faults = 'unhandledRejection' | 'uncaughtException';

export interface ProcessFaultsOptions {
  process: { on(name: Faults, listener: (error: unknown) => void): unknown };
  log: Log;
  /** Ends the process in order: after an uncaught exception nobody knows what is half done. */
  end(reason: string): void;
}

/**
 * What no code caught must not take all shows along. The error of an event's listener and a promise that nobody awaited
 * are logged, and the process goes on; an exception that unwound the whole stack ends it in order.
 */
export function watchProcessFaults({ process, log, end }: ProcessFaultsOptions): void {
  reportListenerErrors((error, name) => log.error('process.event | a listener failed', { name, error }));
  process.on('unhandledRejection', (error) => {
    log.error('process.promise | a rejection was not handled', { error });
  });
  process.on('uncaughtException', (error) => {
    log.error('process.exception | was not caught', { error });
    end('uncaught exception');
  });
}
