import { type Clock, type Log, newId, TypedEvents } from '#kernel';
import { LIMITS, type Role, type ServerEvent } from '#protocol';
import { type AdoptingStage, adoptKept, keptOf } from './adopt-kept.js';
import type { KeptMedia } from './branch/kept-media.js';
import { DataChannels } from './data/data-channels.js';
import { Introductions } from './introductions.js';
import type { Hub } from './media/hub.js';
import { type LocalHub, tappedHere } from './media/local-hub.js';
import type { TrackOffer } from './media/sending.js';
import type { Hold, Track } from './media/track.js';
import { TrackTap } from './media/track-tap.js';
import type { StageOutbox } from './outbox.js';
import { Participant } from './participant.js';
import { assertPublisherPlace, notOnStage } from './participant-errors.js';
import type { ToReceiver } from './pipe/pipe-messages.js';
import { StagePipe } from './pipe/stage-pipe.js';
import { type PlacedPeople, Placements } from './placements.js';
import { PrivateTalks } from './private-talks.js';
import { watchQuality } from './quality/quality-watch.js';
import { Holds } from './services/holds.js';
import type { SpeakingView } from './speaking.js';
import type { LeaveReason, StageEnd, StageEvents } from './stage-events.js';
import { type SocketOfPage, StageHubs, type StageHubsOptions } from './stage-hubs.js';
import { StageSpeaking } from './stage-speaking.js';
import { StudioMessages } from './studio/studio-messages.js';
import { mayBeBroadcast } from './who-hears-whom.js';

export interface StageSettings {
  /** How many publish at once. */
  maxPublishers: number;
  /** From this many streams on a worker, newcomers of the same stage go to another one. */
  spreadAtStreams: number;
}

export interface StageOptions extends Omit<StageHubsOptions, 'spreadAtStreams'> {
  settings: StageSettings;
  outbox: StageOutbox;
  clock: Clock;
  log: Log;
}

export interface Newcomer {
  personId: string;
  tabId: string;
  name: string;
  role: Role;
  /** Of a page: media ends at the node that holds it. Without one it ends here. */
  socket?: SocketOfPage | undefined;
}

/** One show's stage: who takes part, what they send, who may hear it. */
export class Stage {
  readonly showId: string;
  readonly events = new TypedEvents<StageEvents>();
  readonly channels: DataChannels;
  readonly placements = new Placements();
  /** The private chat of those on stage and backstage. */
  readonly messages = new StudioMessages();
  readonly #options: StageOptions;
  readonly #hubs: StageHubs;
  readonly #speaking: StageSpeaking;
  readonly #participants = new Map<string, Participant>();
  readonly #talks = new PrivateTalks();
  readonly #introductions: Introductions;
  readonly #taps = new Set<TrackTap>();
  readonly #pipes = new Set<StagePipe>();
  readonly #awaited: Holds;
  readonly #stopWatching: () => void;
  #maxPublishers: number;
  #isLocked = false;
  #isClosed = false;

  static async create(options: StageOptions): Promise<Stage> {
    const { spreadAtStreams } = options.settings;
    const stage = new Stage(options, new StageHubs({ ...options, spreadAtStreams }));
    await stage.#hubs.begin().catch((error: unknown) => {
      stage.close('shutdown');
      throw error;
    });
    return stage;
  }

  private constructor(options: StageOptions, hubs: StageHubs) {
    this.showId = options.showId;
    this.#options = options;
    this.#hubs = hubs;
    this.#maxPublishers = options.settings.maxPublishers;
    this.channels = new DataChannels(options.log);
    this.#awaited = new Holds(options.clock);
    this.#stopWatching = watchQuality(this, options.clock);
    const parts = { participants: () => this.participants, talks: this.#talks };
    this.#introductions = new Introductions({ ...options, ...parts });
    const tell = (view: SpeakingView) => {
      this.tellStage({ name: 'stage.speaking', data: view });
      this.events.emit('speaking', view);
    };
    this.#speaking = new StageSpeaking({ ...parts, hubs, tell });
    hubs.events.on('kept', ({ hub, kept }) => this.#adopt(hub, kept));
    hubs.events.on('died', (hub) => void this.#rebuild(hub));
  }

  get participants(): readonly Participant[] {
    return [...this.#participants.values()];
  }

  /** Tracks that everybody sees and hears. */
  get tracks(): readonly Track[] {
    return this.participants.filter(({ isOnStage }) => isOnStage).flatMap(({ tracks }) => tracks);
  }

  /** How many may publish at once. */
  get maxPublishers(): number {
    return this.#maxPublishers;
  }

  /** A show may allow fewer than the site, never more. Who is on the stage stays. */
  limitPublishers(count: number): void {
    this.#maxPublishers = Math.min(count, this.#options.settings.maxPublishers);
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  get isLocked(): boolean {
    return this.#isLocked;
  }

  /** The routers of this node that carry it. */
  get hubs(): readonly LocalHub[] {
    return this.#hubs.local;
  }

  get vettingTalks(): ReadonlyMap<string, string> {
    return this.#talks.vetting;
  }

  find(participantId: string): Participant | undefined {
    return this.#participants.get(participantId);
  }

  findPerson(personId: string): Participant | undefined {
    return this.participants.find((participant) => participant.personId === personId);
  }

  getPerson(personId: string): Participant {
    const participant = this.findPerson(personId);
    if (participant === undefined) throw notOnStage();
    return participant;
  }

  /** A new participant. A person who is one already stays: see `resume`. */
  async join(newcomer: Newcomer): Promise<Participant> {
    const hub = await this.#hubs.choose(newcomer.socket);
    const known = this.findPerson(newcomer.personId);
    if (known !== undefined) return known;
    return this.#add({ ...newcomer, participantId: newId('participant') }, hub);
  }

  /** Goes on with those whom the node of this page has kept since an owner before. `isSending`: the page says that it is one. */
  adoptFrom: StageHubs['adoptFrom'] = (socket, isSending) => this.#hubs.adoptFrom(socket, isSending);
  /** Where what is for this server comes from a hub. */
  entryFrom: StageHubs['entryFrom'] = (hub) => this.#hubs.entryFrom(hub);

  /** Ends what this participant sends and receives, for a page that restarts. */
  async reset(participant: Participant, socket?: SocketOfPage): Promise<void> {
    // A page may be back through another node, and its media with it.
    participant.reset(await this.#hubs.choose(socket, participant.hub));
  }

  leave(participant: Participant, reason: LeaveReason): void {
    if (!this.#participants.delete(participant.participantId)) return;
    // A lost connection is nobody's decision.
    if (reason !== 'lost') this.placements.forget(participant.personId);
    this.#talks.forget(participant.participantId);
    void participant.hub.keep(participant.participantId, null);
    participant.reset();
    void this.#review();
    this.tellStage({
      name: 'stage.left',
      data: { participantId: participant.participantId, reason },
    });
    this.events.emit('participant-left', { participant, reason });
  }

  async produce(
    participant: Participant,
    transportId: string,
    offer: TrackOffer & { paused: boolean },
    signal?: AbortSignal,
  ): Promise<Track> {
    if (participant.tracks.length === 0)
      assertPublisherPlace(this.participants, participant, this.#maxPublishers);
    const holds = new Set<Hold>();
    if (offer.paused) holds.add('owner');
    if (participant.silenced.has(offer.source)) holds.add('host');
    if (!this.#isAdmitted(participant)) holds.add('stage');
    const track = await participant.produce(transportId, offer, holds, signal);
    // Admission may have changed while the worker made the producer.
    void track.hold('stage', !this.#isAdmitted(participant));
    this.#watch(participant, track);
    this.#introductions.introduce(participant, track);
    this.changed(participant);
    return track;
  }

  /** Offers everything there is to a page that has just begun to receive, after its acknowledgement. */
  offerAll(listener: Participant): void {
    this.#options.clock.after(0, () => {
      this.#introductions.offerAll(listener);
      this.channels.spread(this.participants);
    });
    void this.#keep(listener);
  }

  /** Candidate to stage, or between stage roles. Streams only resume: nothing is made. */
  async setRole(participant: Participant, role: Role): Promise<void> {
    const wasInStudio = participant.isInStudio;
    // A role is given for the place that the person has; a candidate is brought on stage.
    if (participant.isInStudio) this.placements.put(participant.personId, participant.isOnStage);
    else if (role === 'guest') this.placements.put(participant.personId, true);
    await this.#move(participant, () => {
      participant.role = role;
      participant.isBackstage = this.placements.isBackstage(participant);
      if (!wasInStudio && participant.isInStudio) this.#talks.vetting.delete(participant.participantId);
      // Only a host can end it.
      if (!participant.isHost) participant.talksTo = null;
    });
  }

  /** Into the programme, or backstage. Streams only resume: nothing is made. */
  async setOnStage(participant: Participant, onStage: boolean): Promise<void> {
    if (participant.isOnStage === onStage) return;
    this.placements.put(participant.personId, onStage);
    await this.#move(participant, () => {
      participant.isBackstage = !onStage;
    });
  }

  /** After a restart: also for people who were faster than the store. */
  async restorePlacements(placed: PlacedPeople): Promise<void> {
    this.placements.restore(placed);
    for (const participant of this.participants) {
      const isBackstage = this.placements.isBackstage(participant);
      if (!participant.isInStudio || participant.isBackstage === isBackstage) continue;
      await this.#move(participant, () => {
        participant.isBackstage = isBackstage;
      });
    }
  }

  /** A private talk between a candidate and a moderator, or its end. */
  async setVetting(candidateId: string, moderatorId: string | null): Promise<void> {
    if (moderatorId === null) this.#talks.vetting.delete(candidateId);
    else this.#talks.vetting.set(candidateId, moderatorId);
    await this.#review();
  }

  /** The microphone of this host is heard by one participant alone, or by all who may hear it again. */
  async setTalkback(host: Participant, listener: Participant | null): Promise<void> {
    host.talksTo = listener?.participantId ?? null;
    await this.#review();
    this.changed(host);
  }

  /** A private call begins: each of the two is heard by the other one alone. */
  async setCall(one: Participant, other: Participant): Promise<void> {
    one.call = { partnerId: other.participantId };
    other.call = { partnerId: one.participantId };
    await this.#review();
    for (const each of [one, other]) this.changed(each);
  }

  /** The participant who leaves is heard as before. `muted` is still in the call, and heard by nobody until they leave it too. */
  async leaveCall(participant: Participant, muted: Participant | null): Promise<void> {
    participant.call = null;
    if (muted !== null) muted.call = { partnerId: null };
    await this.#review();
    for (const each of muted === null ? [participant] : [participant, muted]) this.changed(each);
  }

  setLocked(locked: boolean): void {
    this.#isLocked = locked;
    this.tellStage({ name: 'stage.locked', data: { locked } });
  }

  /** The track as packets in this process, for the programme. */
  tap(track: Track): TrackTap {
    const tap = new TrackTap(tappedHere(track), track, this.#options.clock, !this.#mayBroadcast(track));
    track.tellSenderReports().catch((error) => this.#options.log.warn('stage.tap | no reports', { error }));
    this.#taps.add(tap);
    track.events.on('closed', () => this.#taps.delete(tap));
    return tap;
  }

  /** The way of this stage's tracks into a programme in another process. */
  openPipe(send: (message: ToReceiver) => void): StagePipe {
    const { clock, log } = this.#options;
    const pipe = new StagePipe({
      ...{ send, clock, log },
      isHeld: (track) => !this.#mayBroadcast(track),
      entryOf: (track) => this.#hubs.entryOf(track),
    });
    for (const each of this.#pipes) if (each.isClosed) this.#pipes.delete(each);
    this.#pipes.add(pipe);
    for (const hub of this.#hubs.local) if (!hub.isClosed) pipe.prepare(hub);
    return pipe;
  }

  /** Tells the others that something about this participant has changed. */
  changed(participant: Participant): void {
    if (!this.#participants.has(participant.participantId)) return;
    if (participant.isConnected) this.#awaited.release(participant.participantId);
    this.tellStage({ name: 'stage.changed', data: { participant: participant.view } });
    void this.#keep(participant);
    this.events.emit('participant-changed', participant);
  }

  tellStage(event: ServerEvent, besides?: Participant): void {
    for (const participant of this.participants) if (participant !== besides) participant.tell(event);
  }

  close(reason: StageEnd): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#stopWatching();
    this.#awaited.close();
    // A server that stops, or a node that gives the show away, sends nobody off the stage: pages are back in a moment.
    if (reason !== 'shutdown') this.tellStage({ name: 'stage.closed', data: { reason } });
    for (const participant of this.participants) {
      participant.reset();
      this.events.emit('participant-left', { participant, reason: 'stage-closed' });
    }
    for (const each of [this.#participants, this.#talks, this.messages, this.#taps]) each.clear();
    for (const pipe of this.#pipes) pipe.close();
    this.#hubs.close();
    this.events.emit('closed', reason);
    this.events.clear();
  }

  #add(newcomer: Newcomer & { participantId: string; isConnected?: boolean }, hub: Hub): Participant {
    const { participantId, personId } = newcomer;
    const { log, clock, outbox } = this.#options;
    const participant: Participant = new Participant(
      {
        ...newcomer,
        isBackstage: this.placements.isBackstage(newcomer),
        hub,
        log: log.with({ showId: this.showId, participantId }),
        tell: (event) => outbox.toTab(this.showId, personId, participant.tabId, event),
      },
      clock.monotonicMs(),
    );
    this.#participants.set(participantId, participant);
    this.tellStage({ name: 'stage.joined', data: { participant: participant.view } }, participant);
    this.events.emit('participant-joined', participant);
    return participant;
  }

  #watch(participant: Participant, track: Track): void {
    track.events.on('held', () => this.changed(participant));
    track.events.on('closed', () => {
      this.events.emit('track-removed', track);
      this.changed(participant);
    });
    this.events.emit(participant.isOnStage ? 'track-added' : 'track-prepared', track);
  }

  /** Their pages connect again by themselves, or they have gone. */
  #adopt(hub: Hub, kept: readonly KeptMedia[]): void {
    const adopting: AdoptingStage = {
      findPerson: (personId) => this.findPerson(personId),
      placements: this.placements,
      add: (participant) => this.#add(participant, hub),
      watch: (participant, track) => this.#watch(participant, track),
      mayReceive: (listener, track) => this.#introductions.mayReceive(listener, track),
    };
    const adopted = adoptKept(adopting, hub, kept);
    for (const participant of adopted) {
      for (const track of participant.tracks) this.#introductions.introduce(participant, track);
      this.offerAll(participant);
      this.#awaited.start(participant.participantId, LIMITS.participantHoldMs, () => {
        if (!participant.isConnected) this.leave(participant, 'lost');
      });
    }
    if (adopted.length > 0) void this.#review();
  }

  /** A private talk ends with its owner: its microphone must not be on air because nobody knows of the talk any more. */
  #keep(participant: Participant): Promise<void> {
    const { participantId, hub } = participant;
    return hub.keep(participantId, this.#talks.isPrivate(participant) ? null : keptOf(participant));
  }

  async #move(participant: Participant, change: () => void): Promise<void> {
    const wasOnStage = participant.isOnStage;
    change();
    if (!wasOnStage && participant.isOnStage)
      for (const track of participant.tracks) this.events.emit('track-added', track);
    this.changed(participant);
    this.channels.spread(this.participants);
    await this.#review();
  }

  #isAdmitted(participant: Participant): boolean {
    const isInCall = participant.call !== null && participant.call.partnerId !== null;
    return participant.isInStudio || isInCall || this.#talks.vetting.has(participant.participantId);
  }

  #mayBroadcast(track: Track): boolean {
    const speaker = this.find(track.participantId);
    return speaker !== undefined && mayBeBroadcast(speaker, track.source, this.#talks);
  }

  /** Brings every hold and every consumer in line with who may hear whom. */
  async #review(): Promise<void> {
    const wishes: Promise<void>[] = [];
    for (const speaker of this.participants) {
      for (const track of speaker.tracks) {
        // Listeners first: a consumer that is ready when the hold ends takes the first key frame that comes through.
        wishes.push(...this.#introductions.review(track));
        wishes.push(track.hold('stage', !this.#isAdmitted(speaker)));
      }
    }
    wishes.push(...this.participants.map((participant) => this.#keep(participant)));
    for (const pipe of this.#pipes) pipe.review();
    for (const tap of this.#taps) {
      const speaker = this.find(tap.participantId);
      tap.hold(speaker === undefined || !mayBeBroadcast(speaker, tap.source, this.#talks));
    }
    const failures = (await Promise.allSettled(wishes)).filter(({ status }) => status === 'rejected');
    // What failed belongs to something that has just ended; what lives was reached.
    if (failures.length > 0)
      this.#options.log.debug('stage.review | ends', { showId: this.showId, failures: failures.length });
  }

  /** Participants outlive a worker: each that was on it gets a place on another and `stage.rebuilt`. */
  async #rebuild(dead: Hub): Promise<void> {
    this.#speaking.forget(dead);
    this.events.emit('worker-died', undefined);
    const homeless = this.participants.filter(({ hub }) => hub === dead);
    for (const participant of homeless) participant.reset();
    try {
      for (const participant of homeless) participant.reset(await this.#hubs.choose());
    } catch (error) {
      this.#options.log.error('stage.rebuild | no worker took the stage', { showId: this.showId, error });
    }
    for (const participant of homeless) participant.tell({ name: 'stage.rebuilt', data: { reason: 'died' } });
  }
}
