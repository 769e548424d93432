import { systemClock } from '#kernel';
import { temporaryFolder } from '../../support/kernel/temporary-folder.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import { CpuMeter } from '../../support/meters/cpu-meter.js';
import { percentile } from '../../support/meters/statistics.js';
import { ScriptProcess } from '../../support/processes/script-process.js';
import { SocketViewer } from '../crowds/socket-viewer.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';

const JOIN_AT_ONCE = 50;
const MESSAGES_A_SECOND = 20;
const REACTIONS_A_SECOND = 10_000;
/** What is later than this is lost to its readers. */
const ARRIVED_WITHIN_MS = 1_200;

/** Whatever has not come by then is a figure of the report, no error. */
const arrived = (isWhole: () => boolean): Promise<unknown> =>
  waitFor('the last of it', ARRIVED_WITHIN_MS, isWhole).catch(() => undefined);

interface CrowdServer {
  port: number;
  pid: number;
  /** Of the show that the crowd talks about. */
  playbackUrl: string;
}

export async function startServer(bench: Bench): Promise<CrowdServer> {
  const folder = temporaryFolder();
  bench.lifetime.adopt(() => folder.remove());
  const server = await ScriptProcess.start<{ port: number; playback: string }>(
    'tests/bench/crowds/audience-process.ts',
    [folder.path],
  );
  bench.lifetime.adopt(() => server.close());
  const { port, playback } = server.ready;
  return { port, pid: server.pid, playbackUrl: `http://127.0.0.1:${port}${playback}` };
}

export async function joinAll(bench: Bench, port: number, count: number): Promise<SocketViewer[]> {
  const viewers: SocketViewer[] = [];
  for (let from = 0; from < count; from += JOIN_AT_ONCE) {
    const batch = Array.from({ length: Math.min(JOIN_AT_ONCE, count - from) }, (_, n) =>
      SocketViewer.join(port, `viewer_${from + n}`),
    );
    viewers.push(...(await Promise.all(batch)));
    if (from % 500 === 0) bench.progress(`${from} joined`);
  }
  bench.lifetime.adopt(() => {
    for (const viewer of viewers) viewer.close();
  });
  return viewers;
}

const CHAT = Buffer.from('42["chat.messages"');

/** Which lines a frame carries. Everybody gets the same bytes, so they are read once. */
function lineReader(): (text: Buffer) => readonly string[] {
  let last = Buffer.alloc(0);
  let lines: readonly string[] = [];
  return (text) => {
    if (text.equals(last)) return lines;
    if (text.compare(CHAT, 0, CHAT.length, 0, CHAT.length) !== 0) return [];
    last = Buffer.from(text);
    lines = [...text.toString().matchAll(/"text":"(line \d+)"/g)].map(([, line = '']) => line);
    return lines;
  };
}

/** Every viewer notes when each message reached it; who speaks notes when it was sent. */
export async function chat(
  viewers: readonly SocketViewer[],
  seconds: number,
  messagesASecond = MESSAGES_A_SECOND,
): Promise<{ p95s: number[]; received: number }> {
  const sentAtMs = new Map<string, number>();
  const delays = viewers.map(() => [] as number[]);
  const linesOf = lineReader();
  viewers.forEach((viewer, index) => {
    viewer.onEvent = (text) => {
      const lines = linesOf(text);
      if (lines.length === 0) return;
      const nowMs = systemClock.monotonicMs();
      for (const line of lines) delays[index]?.push(nowMs - (sentAtMs.get(line) ?? nowMs));
    };
  });
  const answers: Promise<unknown>[] = [];
  for (let n = 0; n < messagesASecond * seconds; n += 1) {
    const line = `line ${n}`;
    sentAtMs.set(line, systemClock.monotonicMs());
    answers.push(viewers[n % viewers.length]?.ask('chat.send', { text: line }) ?? Promise.resolve());
    // The pace of the speakers.
    await systemClock.sleep(1_000 / messagesASecond);
  }
  await Promise.all(answers);
  const received = () => delays.reduce((sum, each) => sum + each.length, 0);
  await arrived(() => received() >= answers.length * viewers.length);
  return { p95s: delays.map((each) => percentile(each, 0.95)), received: received() };
}

/** Sent as fast as told, by as many viewers as the rate of one allows; counted as they are announced. */
async function react(
  viewers: readonly SocketViewer[],
  seconds: number,
): Promise<{ sent: number; counted: number }> {
  let counted = 0;
  const [first] = viewers;
  if (first !== undefined) {
    first.onEvent = (text) => {
      const match = /^42\["reaction\.counts",\{"counts":\{"clap":(\d+)/.exec(text.toString());
      counted += Number(match?.[1] ?? 0);
    };
  }
  let sent = 0;
  const startMs = systemClock.monotonicMs();
  const answers: Promise<unknown>[] = [];
  for (let next = 0; next < REACTIONS_A_SECOND * seconds; ) {
    const dueMs = systemClock.monotonicMs() - startMs;
    // What a late turn missed is made up for, or the crowd would be slower than it says.
    for (; next < Math.min(dueMs, seconds * 1_000) * (REACTIONS_A_SECOND / 1_000); next += 1) {
      const answer = viewers[next % viewers.length]?.ask('reaction.send', { reaction: 'clap' });
      answers.push(
        answer?.then(
          () => {
            sent += 1;
          },
          () => undefined,
        ) ?? Promise.resolve(),
      );
    }
    // The pace of the crowd.
    await systemClock.sleep(10);
  }
  await Promise.all(answers);
  await arrived(() => counted >= sent);
  return { sent, counted };
}

async function run(bench: Bench): Promise<ScenarioRun> {
  const count = bench.mode === 'quick' ? 1_000 : 5_000;
  const { port, pid } = await startServer(bench);
  const viewers = await joinAll(bench, port, count);
  bench.progress('chat');
  const seconds = bench.mode === 'quick' ? 5 : 15;
  const meter = CpuMeter.start(pid, () => 'server');
  const { p95s, received } = await chat(viewers, seconds);
  const use = meter.stop();
  bench.progress('reactions');
  const reactions = await react(viewers, 3);
  const expected = MESSAGES_A_SECOND * seconds * count;
  return {
    figures: {
      viewers: count,
      reachedShare: received / expected,
      p95OfMostMs: percentile(p95s, 0.95),
      medianMs: percentile(p95s, 0.5),
      coresAThousand: use.totalCores / (count / 1_000),
      residentMegabytes: use.peakResidentBytes / 1e6,
      reactionsAnswered: reactions.sent / 3,
      reactionsCountedShare: reactions.sent === 0 ? 0 : reactions.counted / reactions.sent,
    },
    notes: ['The crowd runs on the same machine and takes most of it: figures are what is left over.'],
  };
}

export const scenario: Scenario = {
  name: 'audience-crowd',
  title: 'A chat that thousands read, and their reactions',
  explains:
    'Real WebSockets of 5,000 viewers (1,000 quick) on one machine join one show; 20 chat messages a second are sent, stored and read by all of them, then reactions as fast as the crowd can send. Delay is from sending to reading, at each viewer.',
  figures: [
    { key: 'viewers', title: 'viewers', unit: 'sockets' },
    {
      key: 'reachedShare',
      title: 'messages that reached everybody',
      unit: 'of all',
      goal: { atLeast: 0.999 },
    },
    { key: 'p95OfMostMs', title: 'p95 delay, of 95 % of the viewers', unit: 'ms', goal: { atMost: 500 } },
    { key: 'medianMs', title: 'p95 delay, of the middle viewer', unit: 'ms' },
    { key: 'coresAThousand', title: 'server CPU for a thousand viewers', unit: 'core' },
    { key: 'residentMegabytes', title: 'server memory, the embedded database included', unit: 'MB' },
    { key: 'reactionsAnswered', title: 'reactions absorbed', unit: '/s', goal: { atLeast: 10_000 } },
    {
      key: 'reactionsCountedShare',
      title: 'absorbed reactions that were counted',
      unit: 'of all',
      goal: { atLeast: 1 },
    },
  ],
  runs: { quick: 1, full: 2 },
  run,
};
