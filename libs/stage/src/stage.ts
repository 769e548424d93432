import { type Clock, type Log, newId, TypedEvents } from '#kernel';
import type { Role, ServerEvent, WireTrackSource } from '#protocol';
import type { Branches } from './branch/branches.js';
import { DataChannels } from './data/data-channels.js';
import type { Hub } from './media/hub.js';
import { type LocalHub, tappedHere } from './media/local-hub.js';
import type { TrackOffer } from './media/sending.js';
import type { Hold, Track } from './media/track.js';
import { TrackTap } from './media/track-tap.js';
import type { WorkerPool } from './media/worker-pool.js';
import type { StageOutbox } from './outbox.js';
import { Participant } from './participant.js';
import { assertPublisherPlace, notOnStage } from './participant-errors.js';
import type { ToReceiver } from './pipe/pipe-messages.js';
import { StagePipe } from './pipe/stage-pipe.js';
import { type PlacedPeople, Placements } from './placements.js';
import { PrivateTalks } from './private-talks.js';
import { watchQuality } from './quality/quality-watch.js';
import { Speaking } from './speaking.js';
import type { LeaveReason, StageEnd, StageEvents } from './stage-events.js';
import { type SocketOfPage, StageHubs } from './stage-hubs.js';
import { StudioMessages } from './studio/studio-messages.js';
import { mayBeBroadcast, mayReceive } from './who-hears-whom.js';

export interface StageSettings {
  /** How many publish at once. */
  maxPublishers: number;
  /** From this many streams on a worker, newcomers of the same stage go to another one. */
  spreadAtStreams: number;
}

export interface StageOptions {
  showId: string;
  pool: WorkerPool;
  branches: Branches;
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

const OFFER_AGAIN_MS = 5_000;

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
  readonly #speaking = new Speaking();
  readonly #participants = new Map<string, Participant>();
  readonly #talks = new PrivateTalks();
  readonly #taps = new Set<TrackTap>();
  readonly #pipes = new Set<StagePipe>();
  readonly #stopWatching: () => void;
  #maxPublishers: number;
  #isLocked = false;
  #isClosed = false;

  static async create(options: StageOptions): Promise<Stage> {
    const { showId, pool, branches, settings } = options;
    const hubs = new StageHubs({ showId, pool, branches, spreadAtStreams: settings.spreadAtStreams });
    await hubs.chooseLocal();
    return new Stage(options, hubs);
  }

  private constructor(options: StageOptions, hubs: StageHubs) {
    this.showId = options.showId;
    this.#options = options;
    this.#hubs = hubs;
    this.#maxPublishers = options.settings.maxPublishers;
    this.channels = new DataChannels(options.log);
    this.#stopWatching = watchQuality(this, options.clock);
    hubs.events.on('levels', ({ hub, levels }) => {
      this.#speaking.heard(hub, levels);
      this.#tellSpeaking();
    });
    hubs.events.on('dominant', (producerId) => {
      this.#speaking.dominated(producerId);
      this.#tellSpeaking();
    });
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
    const participantId: string = newId('participant');
    const participant: Participant = new Participant(
      {
        ...newcomer,
        participantId,
        isBackstage: this.placements.isBackstage(newcomer),
        hub,
        log: this.#options.log.with({ showId: this.showId, participantId }),
        tell: (event) => this.#options.outbox.toTab(this.showId, newcomer.personId, participant.tabId, event),
      },
      this.#options.clock.monotonicMs(),
    );
    this.#participants.set(participantId, participant);
    this.tellStage({ name: 'stage.joined', data: { participant: participant.view } }, participant);
    this.events.emit('participant-joined', participant);
    return participant;
  }

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
    track.events.on('paused', () => this.changed(participant));
    track.events.on('closed', () => {
      this.events.emit('track-removed', track);
      this.changed(participant);
    });
    this.#introduce(participant, track);
    this.events.emit(participant.isOnStage ? 'track-added' : 'track-prepared', track);
    this.changed(participant);
    return track;
  }

  /** Offers everything there is to a page that has just begun to receive, after its acknowledgement. */
  offerAll(listener: Participant): void {
    this.#options.clock.after(0, () => {
      for (const speaker of this.participants) {
        for (const track of speaker.tracks) this.#offer(listener, speaker, track);
      }
      this.channels.spread(this.participants);
    });
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
    this.tellStage({ name: 'stage.changed', data: { participant: participant.view } });
    this.events.emit('participant-changed', participant);
  }

  tellStage(event: ServerEvent, besides?: Participant): void {
    for (const participant of this.participants) if (participant !== besides) participant.tell(event);
  }

  close(reason: StageEnd): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#stopWatching();
    this.tellStage({ name: 'stage.closed', data: { reason } });
    for (const participant of this.participants) {
      participant.reset();
      this.events.emit('participant-left', { participant, reason: 'stage-closed' });
    }
    this.#participants.clear();
    this.#talks.clear();
    this.messages.clear();
    this.#taps.clear();
    for (const pipe of this.#pipes) pipe.close();
    this.#hubs.close();
    this.events.emit('closed', reason);
    this.events.clear();
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

  #introduce(speaker: Participant, track: Track): void {
    for (const listener of this.participants) this.#offer(listener, speaker, track);
  }

  #offer(listener: Participant, speaker: Participant, track: Track): void {
    const { reception } = listener;
    if (listener === speaker || reception === undefined || track.isClosed) return;
    const allowed = mayReceive(listener, speaker, track.source, this.#talks);
    reception.offer(track, allowed).catch((error: Error) => {
      // Either end may have gone while the consumer was made.
      if (listener.reception !== reception || track.isClosed || track.hub.isClosed) return;
      const { clock, log } = this.#options;
      log.warn('stage.offer | failed', { showId: this.showId, error });
      // Of two nodes that do not reach each other for now.
      if (listener.hub !== track.hub)
        clock.after(
          OFFER_AGAIN_MS,
          () => listener.reception === reception && this.#offer(listener, speaker, track),
        );
    });
  }

  /** Brings every hold and every consumer in line with who may hear whom. */
  async #review(): Promise<void> {
    const wishes: Promise<void>[] = [];
    for (const speaker of this.participants) {
      for (const track of speaker.tracks) {
        // Listeners first: a consumer that is ready when the hold ends takes the first key frame that comes through.
        wishes.push(...this.#reviewListeners(speaker, track.trackId, track.source));
        wishes.push(track.hold('stage', !this.#isAdmitted(speaker)));
      }
    }
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

  #reviewListeners(speaker: Participant, trackId: string, source: WireTrackSource): Promise<void>[] {
    return this.participants.flatMap((listener) =>
      listener.reception === undefined
        ? []
        : [listener.reception.allow(trackId, mayReceive(listener, speaker, source, this.#talks))],
    );
  }

  #tellSpeaking(): void {
    const view = this.#speaking.view((producerId) => this.#publicSpeaker(producerId));
    this.tellStage({ name: 'stage.speaking', data: view });
    this.events.emit('speaking', view);
  }

  #publicSpeaker(producerId: string): string | undefined {
    const speaker = this.participants.find(({ tracks }) =>
      tracks.some(({ trackId }) => trackId === producerId),
    );
    if (speaker?.isInStudio !== true || this.#talks.isPrivate(speaker)) return undefined;
    return speaker.participantId;
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
