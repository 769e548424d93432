import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Child, systemClock } from '#kernel';
import { temporaryFolder } from '../../support/kernel/temporary-folder.js';

const run = promisify(execFile);
const FILM_SECONDS = 10;
const FILM = [
  ...['-f', 'lavfi', '-i', 'testsrc2=size=1280x720:rate=30,noise=alls=6:allf=t,gblur=sigma=1.2'],
  ...['-f', 'lavfi', '-i', 'sine=f=330:r=44100', '-t', `${FILM_SECONDS}`],
  ...'-pix_fmt yuv420p -c:v libx264 -preset ultrafast -tune zerolatency -bf 0 -g 60 -b:v 2500k'.split(' '),
  ...'-c:a aac -b:a 96k -ar 44100'.split(' '),
];

/** A camera and a microphone of 720p, encoded before and sent by RTMP over and over: a hundredth of a core. */
export class FilmSender {
  readonly #child: Child;
  readonly #folder: { remove(): void };

  private constructor(child: Child, folder: { remove(): void }) {
    this.#child = child;
    this.#folder = folder;
  }

  static async start(rtmpUrl: string): Promise<FilmSender> {
    const folder = temporaryFolder();
    const film = join(folder.path, 'film.flv');
    await run('ffmpeg', ['-nostdin', '-v', 'error', ...FILM, film]);
    const child = new Child({
      name: 'film sender',
      command: 'ffmpeg',
      args: [
        '-nostdin',
        '-v',
        'error',
        '-re',
        '-stream_loop',
        '-1',
        '-i',
        film,
        '-c',
        'copy',
        '-f',
        'flv',
        rtmpUrl,
      ],
      clock: systemClock,
      graceMs: 500,
    });
    return new FilmSender(child, folder);
  }

  async stop(): Promise<void> {
    this.#child.signal('SIGINT');
    await this.#child.stop();
    this.#folder.remove();
  }
}
