import { freemem, loadavg, totalmem } from 'node:os';
import { estimateCores, programmeSettingsSchema } from '#compositor';
import { putMediaFirst } from '#kernel';
import { programmeSettingsOf } from '#live';
import { bad, type Check, type CheckContext, type Finding, good, warning } from '../finding.js';

/** A show begins with one person and soon has more. */
const EXPECTED_GUESTS = 4;
/** What stage, delivery and database want beside a programme. */
const OTHER_CORES = 0.5;
const LEAST_FREE_BYTES = 1_000_000_000;
const MIB = 1_048_576;

const two = (value: number) => value.toFixed(2);

function coresFinding({ config }: CheckContext, cores: number): Finding {
  const settings = programmeSettingsSchema.parse(programmeSettingsOf(config));
  const needed = estimateCores(settings, EXPECTED_GUESTS) + OTHER_CORES;
  const says = `${cores} cores; a show of ${EXPECTED_GUESTS} people takes about ${two(needed)}; load ${two(loadavg()[0] ?? 0)}`;
  if (needed <= cores) return good(says);
  return bad(says, 'Take fewer or lower PROSCENIUM_PROGRAMME_RUNGS, or a machine with more cores.');
}

function memoryFinding(): Finding {
  const says = `${Math.round(freemem() / MIB)} of ${Math.round(totalmem() / MIB)} MiB of memory free`;
  if (freemem() >= LEAST_FREE_BYTES) return good(says);
  return warning(says, 'A show wants about a gigabyte: end what else runs here.');
}

/** By trying it: the doctor itself ends in a moment. */
function priorityFinding(): Finding {
  if (putMediaFirst()) return good('media goes before pages and chat where processors are scarce');
  return warning(
    'media waits for its turn like pages and chat: this user may not go before others',
    'Matters to a busy machine only: LimitNICE=-5 for a service of systemd, `ulimits: { nice: 25 }` for a container.',
  );
}

export function machineCheck(context: CheckContext, cores: number): Check {
  return {
    name: 'machine',
    run: async () => [coresFinding(context, cores), memoryFinding(), priorityFinding()],
  };
}
