import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Child, Lifetime, systemClock } from '#kernel';
import { freePort } from '../kernel/free-port.js';
import { SignalLog } from '../kernel/signal-log.js';
import { waitFor } from '../kernel/wait-for.js';
import { cleanEnvironment } from '../processes/clean-environment.js';

const READY_WITHIN_MS = 20_000;
const FOUND_WITHIN_MS = 45_000;
const LIBRARIES = '/usr/lib';
/** The driver answers within milliseconds, or never again (infra/traps.md). */
const SILENT_MS = 12_000;

export class DriverSilent extends Error {
  override readonly name = 'DriverSilent';

  constructor() {
    super('the driver of WebKit does not answer any more');
  }
}

/** WebKitGTK's own small browser; the folder is named after the machine's architecture. */
function findMiniBrowser(): string {
  const found = readdirSync(LIBRARIES)
    .map((folder) => join(LIBRARIES, folder, 'webkit2gtk-4.1', 'MiniBrowser'))
    .find((path) => existsSync(path));
  if (!found) throw new Error('no WebKit: install the package `webkit2gtk-driver`');
  return found;
}

/** The number of a screen that nobody else has. */
async function startScreen(lifetime: Lifetime): Promise<string> {
  const screen = new Child({
    name: 'screen',
    command: 'Xvfb',
    args: ['-displayfd', '1', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'],
    clock: systemClock,
  });
  lifetime.adopt(() => screen.stop().then(() => undefined));
  const lines = new SignalLog<string>();
  screen.stdout.on('data', (chunk: Buffer) => lines.push(chunk.toString('utf8').trim()));
  return lines.until('the number of the screen', READY_WITHIN_MS, ([number]) => number);
}

/** A real WebKit on a screen of its own, driven by WebDriver over HTTP. One page. */
export class WebKitUnderTest {
  readonly #session: string;
  readonly #lifetime: Lifetime;

  static async launch(): Promise<WebKitUnderTest> {
    const lifetime = new Lifetime();
    try {
      const display = await startScreen(lifetime);
      const port = await freePort();
      const driver = new Child({
        name: 'webkit driver',
        command: 'WebKitWebDriver',
        args: [`--port=${port}`],
        clock: systemClock,
        env: {
          ...cleanEnvironment(),
          DISPLAY: `:${display}`,
          // Its sandbox needs rights that a container rarely gives.
          WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
          LIBGL_ALWAYS_SOFTWARE: '1',
        },
      });
      lifetime.adopt(() => driver.stop().then(() => undefined));
      driver.stdout.resume();
      const origin = `http://127.0.0.1:${port}`;
      await waitFor('the WebKit driver', READY_WITHIN_MS, () =>
        fetch(`${origin}/status`).then(
          ({ ok }) => ok,
          () => false,
        ),
      );
      const capabilities = {
        alwaysMatch: {
          // Its driver sometimes never says that a page is loaded: a test waits for what is to be seen.
          pageLoadStrategy: 'none',
          'webkitgtk:browserOptions': { binary: findMiniBrowser(), args: ['--automation'] },
        },
      };
      const { sessionId } = await post<{ sessionId: string }>(`${origin}/session`, { capabilities });
      const session = `${origin}/session/${sessionId}`;
      // A driver that says no more ends with its screen.
      lifetime.adopt(() =>
        fetch(session, { method: 'DELETE', signal: AbortSignal.timeout(SILENT_MS) }).then(
          () => undefined,
          () => undefined,
        ),
      );
      return new WebKitUnderTest(session, lifetime);
    } catch (error) {
      await lifetime.close('WebKit did not start');
      throw error;
    }
  }

  private constructor(session: string, lifetime: Lifetime) {
    this.#session = session;
    this.#lifetime = lifetime;
  }

  open(url: string): Promise<void> {
    return post(`${this.#session}/url`, { url });
  }

  /** The body of a function that runs in the page. */
  run<T>(script: string, ...args: unknown[]): Promise<T> {
    return post<T>(`${this.#session}/execute/sync`, { script, args });
  }

  async press(name: string): Promise<void> {
    await waitFor(`the button ${name}`, FOUND_WITHIN_MS, () =>
      this.run<boolean>(
        `const button = [...document.querySelectorAll('button')].find(
           (each) => (each.getAttribute('aria-label') ?? each.textContent.trim()) === arguments[0]);
         button?.click();
         return button !== undefined;`,
        name,
      ),
    );
  }

  async sees(text: string): Promise<void> {
    await waitFor(`"${text}" on the page`, FOUND_WITHIN_MS, () =>
      this.run<boolean>('return document.body.innerText.includes(arguments[0])', text),
    );
  }

  async seesVideo(selector: string): Promise<void> {
    await waitFor(`${selector} to move`, FOUND_WITHIN_MS, () =>
      this.run<boolean>(
        `const video = document.querySelector(arguments[0]);
         if (!video) return false;
         video.seenAt ??= video.currentTime;
         return !video.paused && video.videoWidth > 0 && video.currentTime > video.seenAt + 0.5;`,
        selector,
      ),
    );
  }

  close(): Promise<void> {
    return this.#lifetime.close('the test is over');
  }
}

async function post<T>(url: string, body: unknown): Promise<T> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(SILENT_MS),
  }).catch((error: Error) => {
    throw error.name === 'TimeoutError' ? new DriverSilent() : error;
  });
  const { value } = (await response.json()) as { value: T & { error?: string; message?: string } };
  if (!response.ok) throw new Error(`WebDriver: ${value.error}: ${value.message}`);
  return value;
}
