import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { silentLog, systemClock } from '#kernel';
import type { ServerEvent } from '#protocol';
import { type StageOutbox, StageRegistry, type StageRegistryOptions } from '#stage';
import { SignalLog } from '../kernel/signal-log.js';

export function workerBinary(): string {
  const locate = join(import.meta.dirname, '..', '..', '..', 'infra', 'worker', 'locate.mjs');
  return execFileSync(process.execPath, [locate], { encoding: 'utf8' }).trim();
}

/** One line of what the stage told one person. */
export interface Told {
  to: string;
  event: ServerEvent;
}

/** Writes down what would go to pages. */
export class OutboxLog implements StageOutbox {
  readonly told = new SignalLog<Told>();
  readonly roles: string[] = [];
  readonly ended: string[] = [];

  toTab(_showId: string, personId: string, _tabId: string, event: ServerEvent): void {
    this.told.push({ to: personId, event });
  }

  toPerson(_showId: string, personId: string, event: ServerEvent): void {
    this.told.push({ to: personId, event });
  }

  toModerators(_showId: string, event: ServerEvent): void {
    this.told.push({ to: 'moderators', event });
  }

  changeRole(_showId: string, personId: string, role: string): void {
    this.roles.push(`${personId} ${role}`);
  }

  endSession(_showId: string, personId: string, _tabId: string | null, reason: string): void {
    this.ended.push(`${personId} ${reason}`);
  }
}

export function openStages(
  outbox: StageOutbox,
  more: Partial<StageRegistryOptions> = {},
): Promise<StageRegistry> {
  return StageRegistry.create({
    workerBin: workerBinary(),
    workers: 1,
    listenHost: '127.0.0.1',
    rtcPort: 0,
    outbox,
    clock: systemClock,
    log: silentLog,
    ...more,
  });
}
