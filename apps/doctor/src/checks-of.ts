import type { Clock } from '#kernel';
import { addressCheck } from './checks/address.js';
import { databaseCheck } from './checks/database.js';
import { diskCheck } from './checks/disk.js';
import { machineCheck } from './checks/machine.js';
import { objectStoreCheck } from './checks/object-store.js';
import { pagesCheck } from './checks/pages.js';
import { portsCheck } from './checks/ports.js';
import { programsCheck } from './checks/programs.js';
import { redisCheck } from './checks/redis.js';
import { turnCheck } from './checks/turn.js';
import type { Check, CheckContext } from './finding.js';

/** A further check is a file in `checks/` and a line here. */
export function checksOf(context: CheckContext, clock: Clock, cores: number): Check[] {
  return [
    machineCheck(context, cores),
    diskCheck(context),
    programsCheck(context, clock),
    databaseCheck(context, clock),
    redisCheck(context, clock),
    objectStoreCheck(context, clock),
    portsCheck(context),
    addressCheck(context),
    pagesCheck(context, clock),
    turnCheck(context, clock),
  ];
}
