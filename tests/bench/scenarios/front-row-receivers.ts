import { createSocket } from 'node:dgram';
import { systemClock } from '#kernel';
import { Encoder } from '../../support/inputs/encoder.js';
import { InputShow } from '../../support/inputs/input-show.js';
import { freePort } from '../../support/kernel/free-port.js';
import { temporaryFolder } from '../../support/kernel/temporary-folder.js';
import { CpuMeter, kindOf } from '../../support/meters/cpu-meter.js';
import { type DtlsIdentity, makeDtlsIdentity } from '../../support/players/dtls-identity.js';
import { WebRtcReceiver } from '../../support/players/webrtc-receiver.js';
import { receiveByWhep } from '../../support/players/whep-receiver.js';
import { Janus } from '../peers/janus.js';
import { untilFlowing } from '../peers/until-flowing.js';
import type { Bench, Scenario, ScenarioRun } from '../scenario.js';
import { RtpGuest, sendInTime } from '../stage/rtp-guest.js';

const RECEIVERS = { quick: 20, full: 100 } as const;
const SECONDS = { quick: 5, full: 15 } as const;
/** The name under which the processes are counted. */
const FORWARDING = 'forwarding';
const FIRST_SSRC = 100_000;
/** 120 offers at once, and then four a second, are taken of one network. */
const BETWEEN_OFFERS_MS = 260;
/** Noise fills the bitrate of the rendition as a moving scene does. */
const NOISE = [
  ...['-vf', 'noise=alls=60:allf=t', '-c:v', 'libx264', '-preset', 'ultrafast'],
  ...['-tune', 'zerolatency', '-bf', '0', '-g', '30'],
];

interface Reading {
  /** Of the processes that forward. */
  millicores: number;
  packetsPerSecond: number;
  lost: number;
}

/** What forwarding takes over some seconds, and what arrives at all receivers together. */
async function read(
  bench: Bench,
  receivers: readonly WebRtcReceiver[],
  cpu: () => CpuMeter,
): Promise<Reading> {
  await untilFlowing(receivers);
  const count = (of: 'received' | 'lost') => receivers.reduce((sum, { counter }) => sum + counter[of], 0);
  const [received, lost] = [count('received'), count('lost')];
  const meter = cpu();
  await systemClock.sleep(SECONDS[bench.mode] * 1_000);
  const { coresOf } = meter.stop();
  return {
    millicores: 1_000 * (coresOf[FORWARDING] ?? 0),
    packetsPerSecond: (count('received') - received) / SECONDS[bench.mode],
    lost: count('lost') - lost,
  };
}

async function ours(bench: Bench, identity: DtlsIdentity): Promise<{ idle: Reading; full: Reading }> {
  const show = await InputShow.open({
    env: {
      PROSCENIUM_INGEST_RTMP_PORT: String(await freePort()),
      PROSCENIUM_DELIVERY_FRONT_ROW_VIEWERS: String(2 * RECEIVERS[bench.mode]),
    },
  });
  bench.lifetime.adopt(() => show.close());
  await show.goLive();
  const input = await show.addInput('programme');
  const url = `${input.rtmpUrl}/${input.key}`;
  const encoder = new Encoder({ url, format: 'flv', colour: [90, 90, 90], video: NOISE });
  bench.lifetime.adopt(async () => void (await encoder.kill()));
  await show.untilState(input.id, 'sending');
  const forwarders = (process: Parameters<typeof kindOf>[0]) =>
    kindOf(process) === 'mediasoup-worker' ? FORWARDING : '';
  const cpu = () => CpuMeter.start(show.server.supervisorPid, forwarders);
  const receivers: WebRtcReceiver[] = [];
  const admit = async () => {
    const whep = `${show.server.url}/whep/${show.showId}`;
    const receiver = await receiveByWhep(whep, identity, receivers.length);
    bench.lifetime.adopt(() => receiver.close());
    receivers.push(receiver);
  };
  // With the first one the programme flows into the front row at all.
  await admit();
  const idle = await read(bench, receivers, cpu);
  while (receivers.length <= RECEIVERS[bench.mode]) {
    bench.progress(`front row: receiver ${receivers.length + 1}`);
    await admit();
    await systemClock.sleep(BETWEEN_OFFERS_MS);
  }
  bench.progress('front row: forwarding');
  const full = await read(bench, receivers, cpu);
  await show.close();
  return { idle, full };
}

async function janus(bench: Bench, identity: DtlsIdentity): Promise<Reading> {
  const server = await Janus.start(1);
  bench.lifetime.adopt(() => server.close());
  const socket = createSocket('udp4');
  bench.lifetime.adopt(() => void socket.close());
  const receivers: WebRtcReceiver[] = [];
  for (let number = 0; number < RECEIVERS[bench.mode]; number += 1) {
    bench.progress(`Janus: receiver ${number + 1}`);
    const receiver = await WebRtcReceiver.create(identity, number);
    bench.lifetime.adopt(() => receiver.close());
    receivers.push(receiver);
    await server.admit(receiver, identity.fingerprint);
  }
  const guest = new RtpGuest(FIRST_SSRC, (stream, packet) =>
    socket.send(packet, server.ports[stream], '127.0.0.1'),
  );
  const stop = sendInTime([guest]);
  bench.lifetime.adopt(stop);
  bench.progress('Janus: forwarding');
  const reading = await read(bench, receivers, () => CpuMeter.start(server.pid, () => FORWARDING));
  stop();
  await server.close();
  return reading;
}

const perThousand = ({ millicores, packetsPerSecond }: Pick<Reading, 'millicores' | 'packetsPerSecond'>) =>
  millicores / (packetsPerSecond / 1_000);

async function run(bench: Bench): Promise<ScenarioRun> {
  const folder = temporaryFolder();
  bench.lifetime.adopt(() => folder.remove());
  const identity = makeDtlsIdentity(folder.path);
  const { idle, full } = await ours(bench, identity);
  const more = {
    millicores: full.millicores - idle.millicores,
    packetsPerSecond: full.packetsPerSecond - idle.packetsPerSecond,
  };
  const receivers = RECEIVERS[bench.mode];
  const figures: Record<string, number> = {
    ownReceiver: more.millicores / receivers,
    ownPackets: perThousand(more),
    ownLost: full.lost,
  };
  const version = Janus.version();
  if (version === undefined)
    return {
      figures,
      notes: ['Janus is not installed here (apt-get install janus): only ours was measured.'],
    };
  const theirs = await janus(bench, identity);
  Object.assign(figures, {
    janusReceiver: theirs.millicores / receivers,
    janusPackets: perThousand(theirs),
    janusLost: theirs.lost,
  });
  return { figures, notes: [`Janus ${version}.`] };
}

export const scenario: Scenario = {
  name: 'front-row-receivers',
  title: 'The front row, against Janus',
  explains:
    "A show of 640x360 at 800 kbit/s goes to 100 receivers (20 when quick) by WHEP, then one video of 740 kbit/s and one audio as plain RTP through Janus' streaming plugin of Debian's package to as many. The receivers are the same for both: real ICE, a real DTLS handshake, so each packet is sealed for each receiver. Processor time of all media workers by the kernel, less what they take with one receiver, divided by the receivers; Janus is measured with one event loop. The bitrates are near each other, not the same: the figure for a thousand packets compares them.",
  figures: [
    { key: 'ownReceiver', title: 'our front row, a receiver', unit: 'millicore', beside: 'janusReceiver' },
    { key: 'janusReceiver', title: 'Janus, a receiver', unit: 'millicore' },
    {
      key: 'ownPackets',
      title: 'our front row, a thousand packets a second',
      unit: 'millicore',
      beside: 'janusPackets',
    },
    { key: 'janusPackets', title: 'Janus, a thousand packets a second', unit: 'millicore' },
    { key: 'ownLost', title: 'packets that our front row lost', unit: '' },
    { key: 'janusLost', title: 'packets that Janus lost', unit: '' },
  ],
  runs: { quick: 1, full: 1 },
  run,
};
