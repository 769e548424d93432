import type {
  AudioMix,
  CallView,
  Layout,
  Overlays,
  ProgrammeView,
  PromotionView,
  Reaction,
  RequestData,
  ResponseData,
  Role,
  Slate,
  StageWelcome,
  StudioMessage,
  Tile,
  TransportView,
  WireDtlsParameters,
  WireIceParameters,
  WireIceServer,
  WireRtpCapabilities,
  WireTrackSource,
} from '#protocol';
import type { Caller } from './caller.js';

/** What a ticket says. */
export interface Admission {
  showId: string;
  personId: string;
  name: string;
  role: Role;
  /** Of the browser that the ticket was made for. */
  deviceHash?: string | null;
  /** When the ticket ends, and with it the connection. */
  expiresAtMs?: number;
}

export interface TicketPort {
  /** Throws `ticket-invalid`, `ticket-expired`, `banned`, `show-ended`. */
  admit(request: RequestData<'session.join'>): Promise<Admission>;
}

export interface ShowPort {
  /** What a page is shown on arrival. Throws `show-not-found`, `show-full`. */
  welcome(caller: Caller): Promise<{ title: string; programme: ProgrammeView }>;
  arrived(caller: Caller): void;
  departed(caller: Caller): void;
}

/** Work with a signal gives back what it has made when the signal is aborted: its asker was answered already. */
export interface StagePort {
  /** The role of a participant or a promotion overrules the ticket's: a promoted viewer rejoins as what they became. */
  findRole(showId: string, personId: string): Role | undefined;
  enter(
    caller: Caller,
    request: RequestData<'session.enter-stage'>,
    signal: AbortSignal,
  ): Promise<StageWelcome>;
  /** On purpose: nothing is held. */
  leave(caller: Caller): Promise<void>;
  /** The socket is gone: the participant is held for a while. */
  connectionLost(caller: Caller): void;
  createSendTransport(caller: Caller, signal: AbortSignal): Promise<TransportView>;
  createReceiveTransport(
    caller: Caller,
    capabilities: WireRtpCapabilities,
    signal: AbortSignal,
  ): Promise<TransportView>;
  connect(caller: Caller, transportId: string, dtls: WireDtlsParameters): Promise<void>;
  restartIce(caller: Caller, transportId: string): Promise<WireIceParameters>;
  /** With credentials that were made for this answer. */
  iceServers(caller: Caller): WireIceServer[];
  produce(caller: Caller, offer: RequestData<'produce.start'>, signal: AbortSignal): Promise<string>;
  setPaused(caller: Caller, producerId: string, paused: boolean): Promise<void>;
  closeTrack(caller: Caller, producerId: string): Promise<void>;
  setTiles(caller: Caller, tiles: readonly Tile[]): Promise<void>;
  setWanted(caller: Caller, consumerId: string, wanted: boolean): Promise<void>;
  requestKeyFrame(caller: Caller, consumerId: string): Promise<void>;
}

export interface DataPort {
  start(caller: Caller, request: RequestData<'data.start'>, signal: AbortSignal): Promise<string>;
  offerFile(caller: Caller, offer: RequestData<'file.offer'>): Promise<string>;
  answerFile(caller: Caller, fileId: string, accepted: boolean): Promise<void>;
  fileArrived(caller: Caller, fileId: string, receivedBytes: number): Promise<void>;
}

export interface ModerationPort {
  setMuted(caller: Caller, participantId: string, source: WireTrackSource, muted: boolean): Promise<void>;
  stopTrack(caller: Caller, participantId: string, source: WireTrackSource): Promise<void>;
  remove(caller: Caller, participantId: string): Promise<void>;
  ban(caller: Caller, personId: string): Promise<void>;
  unban(caller: Caller, personId: string): Promise<void>;
  listBans(caller: Caller): Promise<{ personId: string; name: string }[]>;
  setLocked(caller: Caller, locked: boolean): Promise<void>;
  setOnStage(caller: Caller, participantId: string, onStage: boolean): Promise<void>;
  handOver(caller: Caller, participantId: string): Promise<void>;
  setCoHost(caller: Caller, participantId: string, coHost: boolean): Promise<void>;
}

export interface PromotionPort {
  raiseHand(caller: Caller): Promise<PromotionView>;
  lowerHand(caller: Caller): Promise<void>;
  invite(caller: Caller, personId: string): Promise<PromotionView>;
  accept(caller: Caller, promotionId: string): Promise<PromotionView>;
  decline(caller: Caller, promotionId: string): Promise<PromotionView>;
  ready(caller: Caller, promotionId: string): Promise<PromotionView>;
  vet(caller: Caller, promotionId: string, on: boolean): Promise<PromotionView>;
  bringOn(caller: Caller, promotionId: string): Promise<PromotionView>;
  withdraw(caller: Caller, promotionId: string): Promise<PromotionView>;
  sendBack(caller: Caller, participantId: string): Promise<void>;
  list(caller: Caller): Promise<PromotionView[]>;
  seen(caller: Caller, participantId: string): Promise<void>;
}

export interface StudioPort {
  say(caller: Caller, text: string): Promise<string>;
  messages(caller: Caller): Promise<StudioMessage[]>;
  talkTo(caller: Caller, participantId: string | null): Promise<void>;
}

export interface CallPort {
  start(caller: Caller, participantId: string): Promise<CallView>;
  accept(caller: Caller, callId: string): Promise<void>;
  end(caller: Caller, callId: string): Promise<void>;
  get(caller: Caller): Promise<CallView | null>;
  signal(caller: Caller, signal: RequestData<'call.signal'>): Promise<void>;
}

export interface SharedPort {
  get(caller: Caller, topic: string, after: number): Promise<ResponseData<'shared.get'>>;
  change(caller: Caller, change: RequestData<'shared.change'>): Promise<void>;
  clear(caller: Caller, topic: string): Promise<void>;
}

export interface ProgrammePort {
  setLayout(caller: Caller, layout: Layout): Promise<void>;
  setOverlays(caller: Caller, overlays: Overlays): Promise<void>;
  setScene(caller: Caller, scene: RequestData<'programme.set-scene'>): Promise<void>;
  setAudioMix(caller: Caller, audioMix: AudioMix): Promise<void>;
  controlClip(caller: Caller, order: RequestData<'programme.control-clip'>): Promise<void>;
  caption(caller: Caller, caption: RequestData<'programme.caption'>): Promise<void>;
  setSlate(caller: Caller, slate: Slate): Promise<void>;
  goLive(caller: Caller): Promise<ProgrammeView>;
  cancelStart(caller: Caller): Promise<ProgrammeView>;
  end(caller: Caller, outro: boolean): Promise<ProgrammeView>;
  get(caller: Caller): Promise<ProgrammeView>;
}

export interface AudiencePort {
  sendChat(caller: Caller, message: RequestData<'chat.send'>): Promise<string>;
  chatBefore(caller: Caller, messageId: string): Promise<ResponseData<'chat.history'>>;
  deleteChat(caller: Caller, messageId: string): Promise<void>;
  decide(caller: Caller, decision: RequestData<'chat.decide'>): Promise<void>;
  pinChat(caller: Caller, messageId: string | null): Promise<void>;
  timeOut(caller: Caller, order: RequestData<'audience.timeout'>): Promise<void>;
  setRules(caller: Caller, rules: RequestData<'audience.set-rules'>): Promise<void>;
  words(caller: Caller): Promise<ResponseData<'audience.get-words'>>;
  setNotice(caller: Caller, text: string | null): Promise<void>;
  ask(caller: Caller, text: string): Promise<string>;
  voteQuestion(caller: Caller, questionId: string, up: boolean): Promise<void>;
  answerQuestion(caller: Caller, questionId: string): Promise<void>;
  hideQuestion(caller: Caller, questionId: string): Promise<void>;
  createPoll(caller: Caller, wish: RequestData<'poll.create'>): Promise<string>;
  votePoll(caller: Caller, vote: RequestData<'poll.vote'>): Promise<void>;
  closePoll(caller: Caller, pollId: string): Promise<void>;
  revealPoll(caller: Caller, outcome: RequestData<'poll.reveal'>): Promise<number>;
  react(caller: Caller, reaction: Reaction): Promise<void>;
  catchUp(caller: Caller): Promise<ResponseData<'audience.get'>>;
}

/** All that the gateway needs of the server. */
export interface SignalingPorts {
  tickets: TicketPort;
  shows: ShowPort;
  stage: StagePort;
  data: DataPort;
  moderation: ModerationPort;
  promotion: PromotionPort;
  studio: StudioPort;
  call: CallPort;
  shared: SharedPort;
  programme: ProgrammePort;
  audience: AudiencePort;
}
