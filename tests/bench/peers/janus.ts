import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Child, systemClock } from '#kernel';
import { freePort } from '../../support/kernel/free-port.js';
import { temporaryFolder } from '../../support/kernel/temporary-folder.js';
import { waitFor } from '../../support/kernel/wait-for.js';
import type { WebRtcReceiver } from '../../support/players/webrtc-receiver.js';
import { readOffer, watchAnswer } from './janus-sdp.js';

const READY_WITHIN_MS = 10_000;
const MOUNTPOINT = 1;

/** Nothing runs beside the plugin and the interface that are used. */
const UNUSED_PLUGINS =
  'audiobridge duktape echotest lua nosip recordplay sip textroom videocall videoroom voicemail';
const UNUSED_TRANSPORTS = 'mqtt nanomsg pfunix rabbitmq websockets';
const listed = (names: string): string =>
  names
    .split(' ')
    .map((name) => `libjanus_${name}.so`)
    .join(',');

const serverConfig = (eventLoops: number): string => `
general: { debug_level = 2, session_timeout = 0${eventLoops > 0 ? `, event_loops = ${eventLoops}` : ''} }
nat: { ice_enforce_list = "127.0.0.1" }
plugins: { disable = "${listed(UNUSED_PLUGINS)}" }
transports: { disable = "${listed(UNUSED_TRANSPORTS)}" }
`;

const mountpointConfig = ({ camera, microphone }: Janus['ports']): string => `
show: {
  type = "rtp"
  id = ${MOUNTPOINT}
  media = (
    { type = "audio", mid = "a", port = ${microphone}, pt = 100, codec = "opus" },
    { type = "video", mid = "v", port = ${camera}, pt = 101, codec = "vp8" }
  )
}
`;

interface Answer {
  janus: string;
  data?: { id: number };
  jsep?: { sdp: string };
}

/** A real Janus with one mountpoint: a camera and a microphone that arrive as plain RTP, for anybody to watch. */
export class Janus {
  readonly ports: { camera: number; microphone: number };
  readonly #url: string;
  readonly #child: Child;
  readonly #removeFolder: () => void;

  /** Undefined where it is not installed. */
  static version(): string | undefined {
    const { stdout, stderr } = spawnSync('janus', ['--version'], { encoding: 'utf8' });
    return /\d+(\.\d+)+/.exec(`${stdout}${stderr}`)?.[0];
  }

  /** `eventLoops` 0 is what Janus does unasked: a thread for each subscriber. */
  static async start(eventLoops: number): Promise<Janus> {
    const { path, remove } = temporaryFolder();
    const port = await freePort();
    const ports = { camera: await freePort(), microphone: await freePort() };
    const files = {
      'janus.jcfg': serverConfig(eventLoops),
      'janus.transport.http.jcfg': `general: { http = true, port = ${port}, ip = "127.0.0.1" }\n`,
      'janus.plugin.streaming.jcfg': mountpointConfig(ports),
    };
    for (const [name, text] of Object.entries(files)) await writeFile(join(path, name), text);
    const child = new Child({ name: 'Janus', command: 'janus', args: ['-F', path], clock: systemClock });
    const url = `http://127.0.0.1:${port}/janus`;
    await waitFor('Janus to answer', READY_WITHIN_MS, async () => {
      if (!child.isRunning) throw new Error(`Janus ended: ${child.stderrTail}`);
      return (await fetch(`${url}/info`).catch(() => undefined))?.ok;
    });
    return new Janus(ports, url, child, remove);
  }

  private constructor(ports: Janus['ports'], url: string, child: Child, removeFolder: () => void) {
    this.ports = ports;
    this.#url = url;
    this.#child = child;
    this.#removeFolder = removeFolder;
    // Nobody reads what it says; a full pipe would stop it.
    child.stdout.resume();
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Watches the mountpoint as a page would. */
  async admit(receiver: WebRtcReceiver, fingerprint: string): Promise<void> {
    const session = await this.#ask('', { janus: 'create' });
    const handle = await this.#ask(`/${session.data?.id}`, {
      janus: 'attach',
      plugin: 'janus.plugin.streaming',
    });
    const path = `/${session.data?.id}/${handle.data?.id}`;
    await this.#ask(path, { janus: 'message', body: { request: 'watch', id: MOUNTPOINT } });
    const offered = await fetch(`${this.#url}/${session.data?.id}?maxev=1`);
    const offer = readOffer(((await offered.json()) as Answer).jsep?.sdp ?? '');
    const sdp = watchAnswer(offer, receiver.credentials, fingerprint);
    await this.#ask(path, {
      janus: 'message',
      body: { request: 'start' },
      jsep: { type: 'answer', sdp },
    });
    await receiver.connect(offer.server);
  }

  async close(): Promise<void> {
    await this.#child.kill();
    this.#removeFolder();
  }

  async #ask(path: string, message: Record<string, unknown>): Promise<Answer> {
    const response = await fetch(`${this.#url}${path}`, {
      method: 'POST',
      body: JSON.stringify({ ...message, transaction: 'bench' }),
    });
    const answer = (await response.json()) as Answer;
    if (answer.janus === 'error') throw new Error(`Janus refused: ${JSON.stringify(answer)}`);
    return answer;
  }
}
