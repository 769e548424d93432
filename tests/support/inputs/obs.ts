import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Child, Lifetime, systemClock } from '#kernel';
import { freePort } from '../kernel/free-port.js';
import { temporaryFolder } from '../kernel/temporary-folder.js';
import { waitFor } from '../kernel/wait-for.js';
import type { Rgb } from '../page/test-card.js';
import { ObsSocket } from './obs-socket.js';

const [OBS, XVFB] = ['/usr/bin/obs', '/usr/bin/Xvfb'];
const UP_WITHIN_MS = 60_000;

const globalIni = (port: number): string => `[General]
FirstRun=true
LastVersion=486539266
EnableAutoUpdates=false

[Basic]
Profile=Test
ProfileDir=Test
SceneCollection=Test
SceneCollectionFile=Test

[OBSWebSocket]
FirstLoad=false
ServerEnabled=true
ServerPort=${port}
AlertsEnabled=false
AuthRequired=false
`;

/** As OBS sets it up itself, with a key frame a second. */
const BASIC_INI = `[General]
Name=Test

[Output]
Mode=Simple

[SimpleOutput]
VBitrate=1500
ABitrate=128
StreamEncoder=x264
Preset=veryfast
UseAdvanced=true
x264Settings=keyint=30 bframes=0

[Video]
BaseCX=640
BaseCY=360
OutputCX=640
OutputCY=360
FPSType=0
FPSCommon=30

[Audio]
SampleRate=48000
ChannelSetup=Stereo
`;

/** A colour as OBS writes it: alpha, blue, green, red. */
const abgr = ([red, green, blue]: Rgb): number => 0xff000000 + blue * 0x10000 + green * 0x100 + red;

function sceneCollection(colour: Rgb): string {
  const common = { enabled: true, flags: 0, hotkeys: {}, mixers: 0, muted: false, sync: 0, volume: 1 };
  const item = {
    ...{ name: 'Colour', id: 1, visible: true, locked: false, rot: 0, align: 5, bounds_type: 0 },
    ...{ pos: { x: 0, y: 0 }, scale: { x: 1, y: 1 }, bounds: { x: 0, y: 0 } },
  };
  return JSON.stringify({
    name: 'Test',
    current_scene: 'Scene',
    current_program_scene: 'Scene',
    scene_order: [{ name: 'Scene' }],
    sources: [
      {
        ...{ ...common, id: 'color_source', versioned_id: 'color_source_v3', name: 'Colour' },
        settings: { color: abgr(colour), width: 640, height: 360 },
      },
      { ...common, id: 'scene', name: 'Scene', settings: { id_counter: 1, items: [item] } },
    ],
  });
}

/** Debian's OBS as people run it, on a screen that nobody sees, driven by its own remote control. */
export class Obs {
  readonly #socket: ObsSocket;
  readonly #lifetime: Lifetime;

  private constructor(socket: ObsSocket, lifetime: Lifetime) {
    this.#socket = socket;
    this.#lifetime = lifetime;
  }

  static async start(colour: Rgb): Promise<Obs> {
    if (![OBS, XVFB].every(existsSync))
      throw new Error('OBS is not installed: apt-get install obs-studio xvfb');
    const lifetime = new Lifetime();
    try {
      const folder = temporaryFolder();
      lifetime.adopt(() => folder.remove());
      const port = await freePort();
      await writeSettings(folder.path, port, colour);
      const display = await startScreen(lifetime);
      const obs = new Child({
        name: 'obs',
        command: OBS,
        args: ['--multi', '--minimize-to-tray', '--disable-updater', '--disable-missing-files-check'],
        env: {
          ...{ PATH: '/usr/bin:/bin', HOME: folder.path, LANG: 'C.UTF-8', DISPLAY: display },
          ...{ XDG_CONFIG_HOME: folder.path, XDG_RUNTIME_DIR: folder.path },
          ...{ LIBGL_ALWAYS_SOFTWARE: '1', QT_QPA_PLATFORM: 'xcb' },
        },
        clock: systemClock,
        graceMs: 2_000,
      });
      lifetime.adopt(async () => void (await obs.stop()));
      const socket = await waitFor('OBS to take its remote control', UP_WITHIN_MS, () =>
        ObsSocket.open(`ws://127.0.0.1:${port}`).catch(() => undefined),
      );
      lifetime.adopt(() => socket.close());
      return new Obs(socket, lifetime);
    } catch (error) {
      await lifetime.close('could not start').catch(() => undefined);
      throw error;
    }
  }

  /** Resolves with the moment at which the button was pressed. */
  async startStream(server: string, key: string): Promise<number> {
    await this.#socket.ask('SetStreamServiceSettings', {
      streamServiceType: 'rtmp_custom',
      streamServiceSettings: { server, key, use_auth: false },
    });
    const pressedMs = systemClock.wallMs();
    await this.#socket.ask('StartStream');
    return pressedMs;
  }

  async stopStream(): Promise<void> {
    await this.#socket.ask('StopStream');
    await waitFor('OBS to stop', UP_WITHIN_MS, async () => !(await this.isStreaming()));
  }

  async isStreaming(): Promise<boolean> {
    return (await this.#socket.ask('GetStreamStatus')).outputActive === true;
  }

  close(): Promise<void> {
    return this.#lifetime.close('the test is over');
  }
}

async function writeSettings(folder: string, port: number, colour: Rgb): Promise<void> {
  const obs = join(folder, 'obs-studio');
  const [profile, scenes] = [join(obs, 'basic', 'profiles', 'Test'), join(obs, 'basic', 'scenes')];
  await mkdir(profile, { recursive: true });
  await mkdir(scenes, { recursive: true });
  await writeFile(join(obs, 'global.ini'), globalIni(port));
  await writeFile(join(profile, 'basic.ini'), BASIC_INI);
  await writeFile(join(scenes, 'Test.json'), sceneCollection(colour));
}

/** The screen's number is the first free one, which Xvfb says. */
async function startScreen(lifetime: Lifetime): Promise<string> {
  const screen = new Child({
    name: 'xvfb',
    command: XVFB,
    args: ['-displayfd', '1', '-screen', '0', '800x600x24', '-nolisten', 'tcp'],
    clock: systemClock,
    graceMs: 1_000,
  });
  lifetime.adopt(async () => void (await screen.stop()));
  let said = '';
  screen.stdout.on('data', (chunk: Buffer) => {
    said += String(chunk);
  });
  return waitFor('a screen', UP_WITHIN_MS, () => (said.includes('\n') ? `:${said.trim()}` : undefined));
}
