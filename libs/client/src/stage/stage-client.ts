import type { ParticipantView, Role, ServerEventData, StageWelcome, Tile, WireTrackSource } from '#protocol';
import { Observed } from '../observed.js';
import type { Connection } from '../signaling/connection.js';
import { toWireFailure, type WireFailure } from '../signaling/wire-failure.js';
import type { CaptionLine } from './caption-channel.js';
import { CaptionLines } from './caption-lines.js';
import type { LoadedDevice } from './loaded-device.js';
import { MediaSession, type MediaSessionHooks } from './media-session.js';
import {
  EMPTY_ROSTER,
  type Roster,
  rosterOf,
  withoutParticipant,
  withParticipant,
  withQuality,
  withSpeaking,
} from './roster.js';
import { type SendingReport, SendingSampler } from './sending-sampler.js';

/** Whether audio and video get through: `unreachable` when no path to the server ever came about. */
export type MediaPath = 'opening' | 'connected' | 'interrupted' | 'unreachable';
export type StagePhase = 'entering' | 'on' | 'lost' | 'rebuilding' | 'left';

/** A track of another participant, ready for a `<video>` or `<audio>` element. */
export interface RemoteTrack {
  participantId: string;
  source: WireTrackSource;
  stream: MediaStream;
}

export interface StageState {
  phase: StagePhase;
  participantId: string | null;
  roster: Roster;
  remote: readonly RemoteTrack[];
  failure: WireFailure | null;
  path: MediaPath;
  /** The server's addresses that were tried, while the path is unreachable. */
  triedAddresses: readonly string[];
}

/** The stage is entered again after a failed path: at once, then with growing pauses. */
const REENTER_DELAYS_MS = [0, 2_000, 5_000, 10_000, 20_000];

type Media = Pick<MediaSession, keyof MediaSession>;
type CreateMedia = (...args: Parameters<typeof MediaSession.create>) => Promise<Media>;

interface Wanted {
  track: MediaStreamTrack;
  paused: boolean;
}

/** One participant's media on the stage: sends, receives, and enters again after every kind of interruption. */
export class StageClient {
  readonly state = new Observed<StageState>({
    phase: 'entering',
    participantId: null,
    roster: EMPTY_ROSTER,
    remote: [],
    failure: null,
    path: 'opening',
    triedAddresses: [],
  });
  /** Sources of this page whose tracks the server closed: give the device back. */
  readonly stopped = new Observed<{ source: WireTrackSource; by: 'host' | 'server' } | null>(null);
  readonly #connection: Connection;
  readonly #wanted = new Map<WireTrackSource, Wanted>();
  readonly #consumers = new Map<string, RemoteTrack>();
  readonly #sampler = new SendingSampler();
  readonly #undo: (() => void)[] = [];
  /** Offers may overtake the answer that says over which transport they come. */
  readonly #early: ServerEventData<'consume.offered'>[] = [];
  readonly #createMedia: CreateMedia;
  readonly #captions: CaptionLines;
  #media: Media | undefined;
  /** From the first entry on: the server then makes the transports at once. */
  #device: LoadedDevice | undefined;
  #isDecided = true;
  #entry = 0;
  #brokenPaths = 0;
  #tiles: Tile[] = [];

  /** Enters with the tracks that there are already, so that the first frame leaves at once. */
  static async join(
    connection: Connection,
    tracks: Partial<Record<WireTrackSource, { track: MediaStreamTrack; paused?: boolean }>> = {},
    createMedia: CreateMedia = MediaSession.create,
  ): Promise<StageClient> {
    const stage = new StageClient(connection, createMedia);
    for (const [source, offer] of Object.entries(tracks)) {
      stage.#wanted.set(source as WireTrackSource, { track: offer.track, paused: offer.paused ?? false });
    }
    await stage.#enter();
    const { failure } = stage.state.value;
    if (failure) {
      // The caller has no stage to leave: without this it would enter by itself a second later.
      stage.leave();
      throw failure;
    }
    return stage;
  }

  private constructor(connection: Connection, createMedia: CreateMedia) {
    this.#connection = connection;
    this.#createMedia = createMedia;
    this.#captions = new CaptionLines({ connection, open: () => this.#media?.openCaptions() });
    let { joins } = connection.state.value;
    this.#undo.push(
      connection.state.watch((state) => {
        if (state.phase === 'lost') this.state.patch({ phase: 'lost' });
        if (state.phase === 'joined' && state.joins !== joins) void this.#rejoin();
        joins = state.joins;
      }),
      connection.on('consume.offered', (offer) => void this.#receive(offer)),
      connection.on('consume.closed', ({ consumerId }) => this.#media?.drop(consumerId)),
      connection.on('produce.stopped', ({ source, by }) => this.#stoppedByServer(source, by)),
      connection.on('stage.rebuilt', () => void this.#enter('rebuilding')),
      // Of a server that only stops, which an older one tells: the stage is entered again at the next one.
      connection.on('stage.closed', ({ reason }) => reason !== 'shutdown' && this.leave()),
      connection.on('stage.joined', ({ participant }) =>
        this.#roster((now) => withParticipant(now, participant)),
      ),
      connection.on('stage.changed', ({ participant }) =>
        this.#roster((now) => withParticipant(now, participant)),
      ),
      connection.on('stage.left', ({ participantId }) =>
        this.#roster((now) => withoutParticipant(now, participantId)),
      ),
      connection.on('stage.speaking', (data) => this.#roster((now) => withSpeaking(now, data))),
      connection.on('stage.quality', (data) => this.#roster((now) => withQuality(now, data))),
      connection.on('stage.locked', ({ locked }) => this.#roster((now) => ({ ...now, locked }))),
    );
  }

  get me(): ParticipantView | undefined {
    const { participantId, roster } = this.state.value;
    return roster.participants.find((each) => each.participantId === participantId);
  }

  get role(): Role {
    return this.#connection.state.value.session?.role ?? 'viewer';
  }

  /** Sends the track, or puts it in the place of the one that was sent before. */
  async publish(source: WireTrackSource, track: MediaStreamTrack, paused = false): Promise<void> {
    this.#wanted.set(source, { track, paused });
    if (await this.#media?.replace(source, track)) return;
    await this.#media?.publish(source, track, paused);
  }

  async unpublish(source: WireTrackSource): Promise<void> {
    this.#wanted.delete(source);
    await this.#media?.unpublish(source);
  }

  async setPaused(source: WireTrackSource, paused: boolean): Promise<void> {
    const wanted = this.#wanted.get(source);
    if (!wanted) return;
    wanted.paused = paused;
    await this.#media?.setPaused(source, paused);
  }

  /** A person is about to write down what is said: opens the channel for it. */
  prepareCaptions(): void {
    this.#captions.prepare();
  }

  /** A line of captions, of this moment. Rejects with the server's refusal. */
  caption(line: CaptionLine): Promise<void> {
    return this.#captions.say(line);
  }

  /** Which tiles this page shows, and how large: the server sends no more than that. */
  async showTiles(tiles: Tile[]): Promise<void> {
    this.#tiles = tiles;
    if (this.state.value.phase === 'on') await this.#connection.request('consume.tiles', { tiles });
  }

  /** What leaves this page, measured since the last call. */
  async measureSending(): Promise<SendingReport | null> {
    const stats = await this.#media?.sendingStats().catch(() => undefined);
    return stats ? this.#sampler.take(stats) : null;
  }

  /** There and back to the media server, as it was reported last. */
  async measureServerMs(): Promise<number | null> {
    const stats = await this.#media?.sendingStats().catch(() => undefined);
    return stats ? new SendingSampler().take(stats).rttMs : null;
  }

  /** Stops sending and receiving here; the connection stays, for going back to the audience. May be called twice. */
  leave(): void {
    this.#entry += 1;
    for (const undo of this.#undo.splice(0)) undo();
    this.#captions.forget();
    this.#media?.close();
    this.#media = undefined;
    this.#wanted.clear();
    this.state.patch({ phase: 'left', remote: [], roster: EMPTY_ROSTER });
  }

  /** After a loss of the socket alone the media kept flowing and is not interrupted; else the stage is entered again. */
  async #rejoin(): Promise<void> {
    const media = this.#media;
    if (!media?.isConnected) return this.#enter();
    const entry = ++this.#entry;
    this.#early.length = 0;
    // Another server may have the stage now, and then nobody takes what comes over the older channel.
    this.#captions.forget();
    this.#isDecided = false;
    const welcome = await this.#askToEnter(true).catch(() => undefined);
    if (entry !== this.#entry) return;
    this.#isDecided = true;
    if (welcome === undefined || (welcome.keptMedia && !media.isConnected)) return this.#enter();
    if (!welcome.keptMedia) return this.#enterBy(welcome, entry);
    const roster = rosterOf(welcome);
    this.state.patch({ phase: 'on', failure: null, participantId: welcome.participantId, roster });
    this.#forgetWhatEnded(media);
    this.#receiveEarly();
    if (this.#tiles.length > 0) await this.showTiles(this.#tiles).catch(() => {});
  }

  #askToEnter(keepMedia: boolean): Promise<StageWelcome> {
    const rtpCapabilities = this.#device?.receives;
    return this.#connection.request('session.enter-stage', {
      ...(keepMedia ? { keepMedia } : {}),
      ...(rtpCapabilities === undefined ? {} : { rtpCapabilities }),
    });
  }

  /** Drops the consumers and producers that closed while the socket was away. */
  #forgetWhatEnded(media: Media): void {
    const { participants } = this.state.value.roster;
    const sends = (participantId: string | null, source: WireTrackSource): boolean =>
      participants
        .find((each) => each.participantId === participantId)
        ?.tracks.some((track) => track.source === source) ?? false;
    for (const [consumerId, { participantId, source }] of [...this.#consumers])
      if (!sends(participantId, source)) media.drop(consumerId);
    for (const source of [...this.#wanted.keys()])
      if (!sends(this.state.value.participantId, source)) this.#stoppedByServer(source, 'server');
  }

  async #enter(phase: StagePhase = 'entering'): Promise<void> {
    const entry = ++this.#entry;
    this.#early.length = 0;
    this.#dropMedia(phase);
    const welcome = this.#askToEnter(false);
    await this.#orAgain(
      entry,
      welcome.then((answer) => this.#connect(answer, entry)),
    );
  }

  /** The server kept nothing: its answer is that of a new entry. */
  #enterBy(welcome: StageWelcome, entry: number): Promise<void> {
    this.#dropMedia('entering');
    return this.#orAgain(entry, this.#connect(welcome, entry));
  }

  #dropMedia(phase: StagePhase): void {
    this.#captions.forget();
    this.#media?.close();
    this.#media = undefined;
    this.#isDecided = true;
    this.state.patch({ phase, failure: null });
  }

  async #orAgain(entry: number, entering: Promise<void>): Promise<void> {
    try {
      await entering;
    } catch (error) {
      if (entry !== this.#entry) return;
      const failure = toWireFailure(error);
      this.state.patch({ failure, phase: 'lost' });
      if (failure.retry) setTimeout(() => entry === this.#entry && void this.#enter(), 1_000);
    }
  }

  async #connect(welcome: StageWelcome, entry: number): Promise<void> {
    if (entry !== this.#entry) return;
    this.state.patch({ participantId: welcome.participantId, roster: rosterOf(welcome) });
    const hooks: MediaSessionHooks = {
      onTrack: (consumerId, offer, track) => this.#onTrack(consumerId, offer, track),
      onConnected: () => this.#pathConnected(entry),
      onBroken: (broken) => this.#pathBroken(entry, broken),
    };
    const media = await this.#createMedia(this.#connection, welcome, hooks, this.#device);
    if (entry !== this.#entry) return media.close();
    this.#media = media;
    this.#device = media.loaded;
    this.#receiveEarly();
    await Promise.all(
      [...this.#wanted].map(([source, { track, paused }]) => media.publish(source, track, paused)),
    );
    this.state.patch({ phase: 'on' });
    if (this.#tiles.length > 0) await this.showTiles(this.#tiles);
  }

  #pathConnected(entry: number): void {
    if (entry !== this.#entry) return;
    this.#brokenPaths = 0;
    this.state.patch({ path: 'connected', triedAddresses: [] });
  }

  /** Tells the person what failed, and enters again: the network or the firewall may change meanwhile. */
  #pathBroken(entry: number, { hasConnected, tried }: Parameters<MediaSessionHooks['onBroken']>[0]): void {
    if (entry !== this.#entry) return;
    const delayMs = REENTER_DELAYS_MS[Math.min(this.#brokenPaths, REENTER_DELAYS_MS.length - 1)] ?? 0;
    this.#brokenPaths += 1;
    const isUnreachable = !hasConnected || this.state.value.path === 'unreachable';
    this.state.patch({
      path: isUnreachable ? 'unreachable' : 'interrupted',
      triedAddresses: isUnreachable ? tried : [],
    });
    const again = () => entry === this.#entry && void this.#enter('lost');
    if (delayMs === 0) again();
    else setTimeout(again, delayMs);
  }

  #receiveEarly(): void {
    for (const offer of this.#early.splice(0)) void this.#receive(offer);
  }

  async #receive(offer: ServerEventData<'consume.offered'>): Promise<void> {
    if (!this.#media || !this.#isDecided) {
      this.#early.push(offer);
      return;
    }
    this.#dropOlder(offer);
    await this.#media.receive(offer).catch(() => {
      // The track or the transport ended while it was being made: its end has an event of its own.
    });
  }

  /** While the socket was away another node may have taken the show: it offers tracks again, and no page heard that the older ones ended. */
  #dropOlder({ consumerId, participantId, source }: ServerEventData<'consume.offered'>): void {
    for (const [id, known] of [...this.#consumers])
      if (id !== consumerId && known.participantId === participantId && known.source === source)
        this.#media?.drop(id);
  }

  #onTrack(
    consumerId: string,
    offer: ServerEventData<'consume.offered'> | null,
    track: MediaStreamTrack | null,
  ): void {
    if (offer && track) {
      const { participantId, source } = offer;
      this.#consumers.set(consumerId, { participantId, source, stream: new MediaStream([track]) });
    } else this.#consumers.delete(consumerId);
    this.state.patch({ remote: [...this.#consumers.values()] });
  }

  #stoppedByServer(source: WireTrackSource, by: 'host' | 'server'): void {
    this.#wanted.delete(source);
    void this.#media?.unpublish(source, false);
    this.stopped.set({ source, by });
  }

  #roster(change: (now: Roster) => Roster): void {
    this.state.patch({ roster: change(this.state.value.roster) });
  }
}
