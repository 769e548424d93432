// A process of its own, so that nothing else that a bench does makes its players late: joins, settles, measures, and
// says in one line what was seen. Arguments: the multivariant playlist, how many viewers, seconds.
import { putMediaFirst, systemClock } from '#kernel';
import { HlsAudience } from '../../support/hls-load/hls-audience.js';
import { seededRandom } from '../../support/kernel/seeded-random.js';

const RAMP_MS = 1_000;
const SETTLE_MS = 2_000;
const [playbackUrl = '', viewers = '20', seconds = '10'] = process.argv.slice(2);
// The players have machines of their own: what makes a part late is the server, not that they had no turn to read it.
putMediaFirst();
const audience = await HlsAudience.gather({
  ...{ playbackUrl, viewers: Number(viewers), rampMs: RAMP_MS, thinkMs: 0 },
  random: seededRandom(3),
});
// What joining brought with it is no part of the figures.
await systemClock.sleep(SETTLE_MS);
process.stdout.write(`${JSON.stringify(await audience.measure(Number(seconds)))}\n`);
await audience.close();
