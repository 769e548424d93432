import { NO_SITE_WORDS } from '#audience';
import { systemClock } from '#kernel';
import { LineJudge } from '../../../libs/audience/src/defence/line-judge.js';
import { SiteGuard } from '../../../libs/audience/src/defence/site-guard.js';
import type { Member } from '../../../libs/audience/src/member.js';
import { Members } from '../../../libs/audience/src/members.js';
import { DEFAULT_SETTINGS, Rules } from '../../../libs/audience/src/rules.js';
import { CpuMeter } from '../../support/meters/cpu-meter.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';
import { chat, joinAll, startServer } from './audience-crowd.js';

const VIEWERS = { quick: 100, full: 500 } as const;
const SECONDS = { quick: 5, full: 15 } as const;
const MESSAGES_A_SECOND = 40;
/** Code is compiled before anything is measured. */
const WARM_SECONDS = 3;
const LINES = { quick: 5_000, full: 20_000 } as const;
/** Those of a large site: as many in each of its lists. */
const WORDS_OF_A_LIST = 300;
const PEOPLE = 2_000;
const HOSTS = 20;

const SYLLABLES = ['ka', 'no', 'ri', 'to', 'me', 'lu', 'sa', 'pe', 'vo', 'di'];

/** No word twice, none of them of any language. */
const wordOf = (n: number): string =>
  [1, 10, 100, 1_000].map((unit) => SYLLABLES[Math.floor(n / unit) % 10]).join('');

const lineOf = (n: number): string =>
  `${Array.from({ length: 12 }, (_, at) => wordOf(5_000 + ((n * 7 + at * 131) % 4_000))).join(' ')}, ${n}!`;

const viewerOf = (n: number): Member => ({
  showId: 's',
  personId: `viewer_${n % PEOPLE}`,
  name: `Viewer ${wordOf(n % PEOPLE)}`,
  role: 'viewer',
});

/** What a show with full lists makes of each line. */
function createJudge(): LineJudge {
  const list = (from: number) => Array.from({ length: WORDS_OF_A_LIST }, (_, n) => wordOf(from + n));
  const kinds = Object.keys(NO_SITE_WORDS) as (keyof typeof NO_SITE_WORDS)[];
  const words = Object.fromEntries(kinds.map((kind, at) => [kind, list(at * WORDS_OF_A_LIST)]));
  const site = new SiteGuard(
    {
      words: async () => ({ ...NO_SITE_WORDS, ...words }),
      listBans: async () => [],
      hasBan: async () => false,
      setWords: async () => undefined,
      addBan: async () => undefined,
      removeBan: async () => false,
    },
    systemClock,
  );
  const members = new Members();
  for (let n = 0; n < HOSTS; n += 1)
    members.admit(`host_${n}`, { name: `Host ${wordOf(n)}`, deviceHash: null, role: 'host', nowMs: 0 });
  for (let n = 0; n < PEOPLE; n += 1) {
    const { personId, name } = viewerOf(n);
    members.admit(personId, { name, deviceHash: personId, role: 'viewer', nowMs: 0 });
  }
  return new LineJudge({
    ...{ showId: 's', members, site, classifier: undefined, clock: systemClock },
    rules: new Rules(DEFAULT_SETTINGS),
  });
}

/** Of one line, in milliseconds. */
async function judgeCpuMs(lines: number): Promise<number> {
  const judge = createJudge();
  const judgeAll = async (from: number) => {
    for (let n = from; n < from + lines; n += 1)
      await judge.judge(viewerOf(n), lineOf(n)).catch(() => undefined);
  };
  await judgeAll(0);
  const before = process.cpuUsage();
  await judgeAll(lines);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / lines;
}

async function run(bench: Bench): Promise<ScenarioRun> {
  const { port, pid } = await startServer(bench);
  const viewers = await joinAll(bench, port, VIEWERS[bench.mode]);
  await chat(viewers, WARM_SECONDS, MESSAGES_A_SECOND);
  bench.progress(`${MESSAGES_A_SECOND} messages a second`);
  const seconds = SECONDS[bench.mode];
  const meter = CpuMeter.start(pid, () => 'server');
  await chat(viewers, seconds, MESSAGES_A_SECOND);
  const serverMs = (meter.stop().totalCores * 1_000) / MESSAGES_A_SECOND;
  for (const viewer of viewers) viewer.close();
  bench.progress('the defences alone');
  const defenceMs = await judgeCpuMs(LINES[bench.mode]);
  return {
    figures: { viewers: viewers.length, serverMs, defenceMs, share: defenceMs / serverMs },
    notes: ['The server has short lines and empty lists; the defences alone have long lines and full lists.'],
  };
}

export const scenario: Scenario = {
  name: 'chat-defences',
  title: 'What the defences of a chat cost',
  explains: `500 sockets (100 quick) of one show read ${MESSAGES_A_SECOND} messages a second: CPU of the server for one message, until everybody has it. Beside it the judgement of one line alone: lines of a dozen words by ${PEOPLE} viewers, names of ${HOSTS} hosts, and six lists of ${WORDS_OF_A_LIST} words.`,
  figures: [
    { key: 'viewers', title: 'viewers', unit: 'sockets' },
    { key: 'serverMs', title: 'server CPU, a message', unit: 'ms' },
    { key: 'defenceMs', title: 'CPU of the defences, a message', unit: 'ms', beside: 'serverMs' },
    { key: 'share', title: 'defences, of the whole', unit: 'of it' },
  ],
  runs: { quick: 1, full: 2 },
  run,
};
