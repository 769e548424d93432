import { figureOf, LADDER_MEGABITS, missingGrounds, needsOf, pageTable } from './capacity-needs.js';
import { formatNumber } from './format-number.js';
import { PRICES, PRICES_READ, type Price } from './prices.js';
import type { CommittedReport } from './report.js';

const AUDIENCES = [100, 1_000, 10_000];
const REQUESTS = ['edge-cost', 'requestsAViewer'] as const;
/** Behind a CDN the show itself still needs a machine: the cheapest in the list has it. */
const cheapestCore = Math.min(...PRICES.flatMap(({ coreHour }) => coreHour ?? []));

const gigabytesAnHour = (viewers: number, megabits: number): number =>
  (viewers * megabits * 3_600) / 8 / 1_000;
const dollars = (value: number): string =>
  `$${value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toFixed(2)}`;

/** An hour of one show whose audience is all on one rendition. */
function hourOf(report: CommittedReport, price: Price, viewers: number, megabits: number): number {
  const { showCores, chatCores, edgeCores } = needsOf(report, viewers);
  const cores = showCores + chatCores + (price.coreHour === undefined ? 0 : edgeCores);
  const requests = viewers * (figureOf(report, ...REQUESTS) ?? 0) * 3_600;
  return (
    cores * (price.coreHour ?? cheapestCore) +
    gigabytesAnHour(viewers, megabits) * price.gigabyte +
    (requests / 10_000) * (price.tenThousandRequests ?? 0)
  );
}

function costTable(report: CommittedReport): string {
  const most = LADDER_MEGABITS['720p'];
  const least = LADDER_MEGABITS['360p'];
  return pageTable(
    ['an hour of a show', ...AUDIENCES.map((viewers) => `${viewers.toLocaleString('en-US')} viewers`)],
    PRICES.map((price) => [
      price.name,
      ...AUDIENCES.map(
        (viewers) =>
          `${dollars(hourOf(report, price, viewers, least))} to ${dollars(hourOf(report, price, viewers, most))}`,
      ),
    ]),
  );
}

/** `docs/costs.md`: what an hour costs, by what was measured and by list prices. */
export function costsText(report: CommittedReport): string {
  const missing = missingGrounds(report);
  const requests = figureOf(report, ...REQUESTS);
  return [
    '# What a show costs',
    `Written by \`npm run bench -- --report\` from \`docs/performance.json\` and the list prices in \`tests/bench/prices.ts\`, read ${PRICES_READ}; do not edit. Cores are counted as in [capacity.md](capacity.md), by the hour; free allowances and discounts are left out, so a small show may cost nothing.`,
    missing.length > 0 || requests === undefined
      ? `Not all grounds are measured yet: ${[...missing, ...(requests === undefined ? [REQUESTS[0]] : [])].join(', ')}.`
      : costTable(report),
    'From all viewers on the lowest rendition (360p) to all on the highest (720p). A CDN takes the place of your own edge; the show itself is then counted on the cheapest server of the list.',
    `Bits are nearly all of it: an hour of a thousand viewers is ${formatNumber(gigabytesAnHour(1_000, LADDER_MEGABITS['720p']))} GB at 720p. Where a provider counts requests, the ${requests === undefined ? 'eight' : formatNumber(requests)} requests a second of a viewer in the profile \`low\` are worth a look: \`standard\` makes a quarter of them, further behind live. The front row (WHEP) is sent by the servers of the stage and not by the edge.`,
    '## Prices',
    pageTable(
      ['provider', 'gigabyte', '10,000 requests', 'core and hour', 'from'],
      PRICES.map(({ name, gigabyte, tenThousandRequests, coreHour, source }) => [
        name,
        `$${gigabyte}`,
        tenThousandRequests === undefined ? '' : `$${tenThousandRequests}`,
        coreHour === undefined ? '' : `$${coreHour}`,
        source,
      ]),
    ),
    '',
  ].join('\n\n');
}
