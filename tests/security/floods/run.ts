// npm run floods: each kind of flood beside an honest viewer, guest and host; what they noticed of it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { machineFacts } from '../../bench/machine.js';
import { findChromium } from '../../support/engines/chromium.js';
import { FLOODS } from './flood-kinds.js';
import { FloodedShow, type FloodResult, noticed } from './flooded-show.js';

const { values, positionals } = parseArgs({
  options: { seconds: { type: 'string', default: '10' } },
  allowPositionals: true,
});
const seconds = Number(values.seconds);
const kinds = positionals.length > 0 ? positionals : Object.keys(FLOODS);
const out = join(import.meta.dirname, '..', '..', 'out');

const line = ({ kind, viewerMs, guestMs, hostMs, counts }: FloodResult) =>
  `floods | ${kind}: longest without a new frame: viewer ${viewerMs} ms, guest ${guestMs} ms, host ${hostMs} ms; ${counts.opened} connections, ${counts.sent} sent, ${counts.refused} closed by the server`;

const show = await FloodedShow.open((fact) => console.log(`floods | ${fact}`));
const results: FloodResult[] = [];
try {
  const keep = (result: FloodResult) => {
    results.push(result);
    console.log(line(result));
  };
  keep(await show.calm(seconds));
  for (const kind of kinds) keep(await show.under(kind, seconds));
} finally {
  await show.close();
}
mkdirSync(out, { recursive: true });
const machine = await machineFacts(findChromium());
writeFileSync(join(out, 'floods.json'), `${JSON.stringify({ machine, results }, null, 2)}\n`);
const all = results.flatMap(noticed);
for (const each of all) console.log(`floods | NOTICED ${each}`);
process.exit(all.length === 0 ? 0 : 1);
