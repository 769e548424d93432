import type { Page } from 'playwright-core';
import type { CameraOptions, TestBrowser } from '../engines/chromium.js';
import { clientBundle } from './stage-client-bundle.js';

/** What a page publishes: a camera is three layers, a screen is one. */
export type Sends = 'camera' | 'screen' | 'nothing';

interface StageInPage {
  openCamera(): Promise<unknown>;
  join(ticket: string, sends: Sends, showId?: string): Promise<void>;
  people(): { personId: string; role: string; participantId: string; tracks: { paused: boolean }[] }[];
  enter(sends: Sends): Promise<void>;
  ask(name: string, request: unknown): Promise<unknown>;
  participantId(): string | null;
  pathOf(index: number): Promise<string>;
  connectionsMade(): number;
  prepareCaptions(): void;
  caption(line: object): Promise<string>;
  requested(name: string): number;
  dataChannels(): Promise<number>;
}
declare const stageInPage: StageInPage;

/** The least page that the client needs: one `<video>` for each remote camera, named after its person. */
const PAGE = `<body><script>
const connections = [];
globalThis.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...options) { super(...options); connections.push(this); }
};
globalThis.stageInPage = {
  /** Once: a page shows its preview before it joins. */
  openCamera() {
    this.camera ??= navigator.mediaDevices.getUserMedia({ video: true, audio: true });
    return this.camera;
  },
  async join(ticket, sends, showId) {
    const { Connection, StageClient } = prosceniumClient;
    this.connection = await Connection.open({ ticket, ...(showId ? { showId } : {}) });
    const request = this.connection.request.bind(this.connection);
    this.connection.request = (name, ...rest) => {
      this.names.push(name);
      return request(name, ...rest);
    };
    this.connection.on('session.role-changed', ({ role }) => { document.body.dataset.role = role; });
    if (!ticket.startsWith('viewer')) await this.enter(sends);
  },
  people() { return this.stage.state.value.roster.participants; },
  async enter(sends) {
    const tracks = {};
    if (sends !== 'nothing') {
      const stream = await this.openCamera();
      tracks[sends] = { track: stream.getVideoTracks()[0] };
      tracks.microphone = { track: stream.getAudioTracks()[0] };
    }
    this.stage = await prosceniumClient.StageClient.join(this.connection, tracks);
    this.stage.state.watch(() => this.show());
    this.show();
  },
  ask(name, request) { return this.connection.request(name, request); },
  names: [],
  requested(name) { return this.names.filter((each) => each === name).length; },
  prepareCaptions() { this.stage.prepareCaptions(); },
  caption(line) { return this.stage.caption(line).then(() => 'ok', ({ code }) => code); },
  async dataChannels() {
    const open = connections.filter(({ connectionState }) => connectionState === 'connected');
    const reports = await Promise.all(open.map((each) => each.getStats()));
    const isOpen = ({ type, state }) => type === 'data-channel' && state === 'open';
    return reports.flatMap((report) => [...report.values()].filter(isOpen)).length;
  },
  connectionsMade() { return connections.length; },
  participantId() { return this.stage.state.value.participantId; },
  async pathOf(index) {
    const report = await connections.filter(({ connectionState }) => connectionState === 'connected')[index].getStats();
    const all = [...report.values()];
    const { selectedCandidatePairId } = all.find(({ type }) => type === 'transport');
    return report.get(report.get(selectedCandidatePairId).localCandidateId).candidateType;
  },
  show() {
    const { remote, roster, phase } = this.stage.state.value;
    document.body.dataset.phase = phase;
    for (const { participantId, source, stream } of remote) {
      const person = roster.participants.find((each) => each.participantId === participantId);
      if (!person) continue;
      const id = person.personId + '-' + source;
      let element = document.getElementById(id);
      if (!element) {
        element = document.createElement('video');
        Object.assign(element, { id, autoplay: true, muted: source === 'camera', playsInline: true });
        document.body.append(element);
        element.requestVideoFrameCallback((shownMs) => {
          element.dataset.firstWallMs = performance.timeOrigin + shownMs;
        });
      }
      if (element.srcObject?.getTracks()[0] !== stream.getTracks()[0]) element.srcObject = stream;
    }
  },
};
</script>`;

/** A real Chromium page with the project's own client, on a stage server's origin. */
export class StageBrowserPage {
  readonly page: Page;
  readonly personId: string;

  /** Opens the page; nothing is joined yet. */
  static async open(
    browser: TestBrowser,
    url: string,
    personId: string,
    camera?: CameraOptions,
    /** Before anything is loaded: for a bad network in front of the page. */
    prepare?: (page: Page) => Promise<void>,
  ): Promise<StageBrowserPage> {
    const page = await browser.newPage(camera === undefined ? {} : { camera });
    await prepare?.(page);
    const script = await clientBundle();
    const at = `${url}/a-page`;
    await page.route(at, (route) =>
      route.fulfill({ contentType: 'text/html', body: `<script>${script}</script>${PAGE}` }),
    );
    await page.goto(at);
    if (camera !== undefined) await page.evaluate(() => stageInPage.openCamera().then(() => undefined));
    return new StageBrowserPage(page, personId);
  }

  private constructor(page: Page, personId: string) {
    this.page = page;
    this.personId = personId;
  }

  join(role: string, sends: Sends = 'camera'): Promise<void> {
    const ticket = `${role}:${this.personId}`;
    return this.page.evaluate(([ours, what]) => stageInPage.join(ours, what), [ticket, sends] as const);
  }

  /** A show of a whole server, with a ticket of its own. */
  joinShow(showId: string, ticket: string, sends: Sends = 'camera'): Promise<void> {
    return this.page.evaluate(([ours, show, what]) => stageInPage.join(ours, what, show), [
      ticket,
      showId,
      sends,
    ] as const);
  }

  /** Everybody on the stage, as this page knows them. */
  people(): Promise<ReturnType<StageInPage['people']>> {
    return this.page.evaluate(() => stageInPage.people());
  }

  /** When the first frame of an element was shown, by the page's wall clock. */
  async firstFrameAt(selector: string): Promise<number> {
    const shown = await this.page.waitForSelector(`${selector}[data-first-wall-ms]`, { state: 'attached' });
    return Number(await shown.getAttribute('data-first-wall-ms'));
  }

  /** For a viewer who was invited: enters the green room. */
  enter(): Promise<void> {
    return this.page.evaluate(() => stageInPage.enter('camera'));
  }

  ask(name: string, request: unknown): Promise<unknown> {
    return this.page.evaluate(([asked, data]) => stageInPage.ask(asked, data), [name, request] as const);
  }

  /** The page's wall clock when it asked. */
  async askedAt(name: string, request: unknown): Promise<number> {
    return this.page.evaluate(
      async ([asked, data]) => {
        const wallMs = performance.timeOrigin + performance.now();
        await stageInPage.ask(asked, data);
        return wallMs;
      },
      [name, request] as const,
    );
  }

  now(): Promise<number> {
    return this.page.evaluate(() => performance.timeOrigin + performance.now());
  }

  participantId(): Promise<string | null> {
    return this.page.evaluate(() => stageInPage.participantId());
  }

  /** The kind of candidate that the first connected path of this page uses: host, srflx, prflx or relay. */
  path(): Promise<string> {
    return this.page.evaluate(() => stageInPage.pathOf(0));
  }

  prepareCaptions(): Promise<void> {
    return this.page.evaluate(() => stageInPage.prepareCaptions());
  }

  /** `ok`, or the code of the refusal. */
  caption(line: object): Promise<string> {
    return this.page.evaluate((said) => stageInPage.caption(said), line);
  }

  /** How often this page has asked for something over its socket. */
  requested(name: string): Promise<number> {
    return this.page.evaluate((asked) => stageInPage.requested(asked), name);
  }

  /** The open ones of all its paths. */
  dataChannels(): Promise<number> {
    return this.page.evaluate(() => stageInPage.dataChannels());
  }

  /** Peer connections that this page has made: a restart of ICE makes none, entering the stage again two. */
  connectionsMade(): Promise<number> {
    return this.page.evaluate(() => stageInPage.connectionsMade());
  }
}

/** The one other person of two. */
export const OTHERS_CAMERA = 'video[id$="-camera"]';
export const OTHERS_VOICE = 'video[id$="-microphone"]';

/** Where a page shows a person's camera. */
export const cameraOf = (personId: string): string => `#${personId}-camera`;
export const screenOf = (personId: string): string => `#${personId}-screen`;
export const audioOf = (personId: string): string => `#${personId}-microphone`;
