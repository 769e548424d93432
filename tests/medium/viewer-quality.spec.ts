// A thousand players of a show report in CMCD, as ours does and as others do: the figures against what each of them saw.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { silentLog, systemClock } from '#kernel';
import { ShowQualities } from '#live';
import { Origin, PlaybackTokens } from '#origin';
import { cmcdRow } from '../../libs/client/src/viewer/cmcd/cmcd-row.js';
import { type Random, seededRandom } from '../support/kernel/seeded-random.js';

const PLAYERS = 1_000;
const SAMPLES = 20;
const AT_ONCE = 50;
/** The bound of the histogram's cells; sums are exact. */
const WITHIN = 0.0101;
const SHOW = 'show_1';
/** The edges of the site; what came to none of them came here. */
const EDGES = [
  { id: 'near', host: 'near.example.org' },
  { id: 'far', host: 'far.example.org' },
];
const HERE = 'show.example.org';
const COUNTRIES = ['KR', 'IS', 'BR'];
const FAMILIES = ['firefox', 'chrome', 'safari', 'vlc'];
const AGENTS = ['Firefox/140.0', 'Chrome/150.0 Safari/537.36', 'Version/19.0 Safari/605.1.15', 'VLC/4.0'];

interface Player {
  agent: string;
  host: string;
  country: string;
  errors: number;
  startMs: number;
  latenciesMs: number[];
  stallsMs: number[];
  kbps: number;
}

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

/** Spread as people are: most are fast, some are ten times slower. */
const spread = (random: Random, least: number, times: number) => Math.round(least * times ** (random() ** 2));

function createPlayer(random: Random, index: number): Player {
  return {
    agent: AGENTS[index % AGENTS.length] ?? '',
    host: [HERE, ...EDGES.map(({ host }) => host)][Math.floor(random() * 3)] ?? '',
    country: COUNTRIES[Math.floor(random() * COUNTRIES.length)] ?? '',
    errors: Math.floor(random() * 1.1),
    startMs: spread(random, 400, 12),
    latenciesMs: Array.from({ length: SAMPLES }, () => spread(random, 700, 8)),
    stallsMs: Array.from({ length: random() < 0.2 ? 2 : 0 }, () => spread(random, 80, 40)),
    kbps: [600, 1_200, 2_500][Math.floor(random() * 3)] ?? 0,
  };
}

function rowsOf({ host, startMs, latenciesMs, stallsMs, kbps, errors }: Player, index: number): string {
  const own = { sid: `viewing-${index}`, cid: SHOW, v: 2, ts: 1_767_225_600_000, h: host };
  const rows = [
    cmcdRow({ ...own, e: 'ps', sta: 'p', msd: startMs }),
    ...Array.from({ length: errors }, () => cmcdRow({ ...own, e: 'e', ec: ['network'] })),
    ...stallsMs.map((bsd) => cmcdRow({ ...own, e: 'ps', sta: 'p', bsd })),
    ...latenciesMs.map((ltc) =>
      cmcdRow({ ...own, e: 't', sta: 'p', ltc, br: kbps, 'proscenium-played': 2_000 }),
    ),
  ];
  return `${rows.join('\n')}\n`;
}

async function serve() {
  const reportTokens = new PlaybackTokens('a secret that is long enough', 'report');
  const origin = Origin.create({
    shows: { find: () => ({ isPrivate: false, programme: undefined }) },
    reportTokens,
    isTrustedProxy: () => true,
    steering: { edges: EDGES, ttlSeconds: 60 },
    countryHeader: 'cf-ipcountry',
    clock: systemClock,
    log: silentLog,
  });
  const http = createServer();
  server = http;
  origin.attach(http);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const expiresAtMs = systemClock.wallMs() + 60_000;
  const token = reportTokens.sign({ showId: SHOW, viewerId: 'v', expiresAtMs });
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/live-reports/t/${token}/${SHOW}`;
  const report = async (player: Player, index: number) => {
    const headers = {
      'content-type': 'application/cmcd',
      'user-agent': player.agent,
      'cf-ipcountry': player.country.toLowerCase(),
      'x-forwarded-for': `10.${index >> 8}.${index & 255}.1`,
    };
    const { status } = await fetch(url, { method: 'POST', headers, body: rowsOf(player, index) });
    return status;
  };
  return { origin, report };
}

const exact = (values: readonly number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.ceil(share * values.length) - 1] ?? 0;
const sum = (values: readonly number[]) => values.reduce((all, each) => all + each, 0);

test(`figures of ${PLAYERS} players are right within one per cent, of all and by edge, browser and country`, async () => {
  const random = seededRandom(5_004);
  const players = Array.from({ length: PLAYERS }, (_, index) => createPlayer(random, index));
  const { origin, report } = await serve();
  const rows = { list: async () => [], put: async () => undefined };
  const qualities = new ShowQualities({ store: rows, node: '', clock: systemClock, log: silentLog });
  for (let first = 0; first < PLAYERS; first += AT_ONCE) {
    const some = players.slice(first, first + AT_ONCE);
    const answers = await Promise.all(some.map((player, index) => report(player, first + index)));
    expect(new Set(answers)).toEqual(new Set([204]));
    // As the front tells the server, piece by piece.
    qualities.add(SHOW, origin.takeQuality(SHOW) ?? []);
  }
  const { all, edges, browsers, countries } = await qualities.quality(SHOW);
  await qualities.close();
  const check = (found: typeof all, of: readonly Player[]) => {
    const near = (seen: { median: number; p95: number } | null | undefined, values: number[]) => {
      // The figure is a whole number of milliseconds.
      for (const [share, value] of [
        [0.5, seen?.median],
        [0.95, seen?.p95],
      ] as const)
        expect(Math.abs((value ?? 0) - exact(values, share))).toBeLessThanOrEqual(
          exact(values, share) * WITHIN + 0.5,
        );
    };
    near(
      found?.startMs,
      of.map(({ startMs }) => startMs),
    );
    near(
      found?.latencyMs,
      of.flatMap(({ latenciesMs }) => latenciesMs),
    );
    near(
      found?.stallMs,
      of.flatMap(({ stallsMs }) => stallsMs),
    );
    near(
      found?.kbps,
      of.flatMap(({ kbps }) => Array(SAMPLES).fill(kbps)),
    );
    const stalledMs = sum(of.flatMap(({ stallsMs }) => stallsMs));
    expect([found?.viewings, found?.stalls, found?.errors]).toEqual([
      of.length,
      of.flatMap(({ stallsMs }) => stallsMs).length,
      sum(of.map(({ errors }) => errors)),
    ]);
    expect(found?.stalledShare).toBeCloseTo(stalledMs / (stalledMs + of.length * SAMPLES * 2_000), 9);
  };
  check(all, players);
  const checkGroups = (found: readonly (typeof all)[], nameOf: (player: Player) => string) => {
    const names = [...new Set(players.map(nameOf))].sort();
    expect(found.map((each) => each?.name).sort()).toEqual(names);
    for (const each of found)
      check(
        each,
        players.filter((player) => nameOf(player) === each?.name),
      );
  };
  checkGroups(browsers, ({ agent }) => FAMILIES[AGENTS.indexOf(agent)] ?? '');
  checkGroups(edges, ({ host }) => EDGES.find((edge) => edge.host === host)?.id ?? 'direct');
  checkGroups(countries, ({ country }) => country);
}, 60_000);
