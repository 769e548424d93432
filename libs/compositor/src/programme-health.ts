import type { Loudness } from './audio/loudness-meter.js';
import type { VideoEncoder } from './settings.js';

/** The same moment on the programme's clock and on the track's. */
export interface PlayedPosition {
  /** From the programme's first frame on. */
  atMs: number;
  /** The time stamp of the track as the compositor receives it, 32 bits. */
  rtp: number;
  /** On the sender's clock, once the sender has said what its time stamps mean. */
  senderMs?: number;
}

export interface TrackHealth {
  trackId: string;
  participantId: string;
  source: string;
  /** Packets given up on. */
  lostPackets: number;
  decoderRestarts: number;
  /** Frames shown a second, or nothing for audio. */
  framesPerSecond?: number;
  /** Audio that had to be made up, in samples, since the start. */
  concealedSamples?: number;
  /** How far the microphone's clock is off, as corrected. */
  driftPpm?: number;
  /** From arrival line to programme. */
  delayMs: number;
  /** What of it is played at a moment of the programme; nothing while that is not known. */
  played?: PlayedPosition;
  /** Audio against video of this guest as played: positive when audio is late. Nothing while one is missing. */
  soundLateMs?: number;
}

/** The encoder that a format is set to, which does not work here: x264 makes the format. */
export interface ReplacedEncoder {
  format: string;
  encoder: VideoEncoder;
}

/** The truth for the host, measured where it happens. Counters run from the start. */
export interface ProgrammeHealth {
  ticks: number;
  /** Frames that repeat the one before because the tick came too late or the encoder was behind. */
  repeatedFrames: number;
  /** Decoded frames never shown: a newer one had come. */
  droppedFrames: number;
  /** Ticks that began more than half a tick late. */
  lateTicks: number;
  tickMsMedian: number;
  tickMsWorst: number;
  videoEncoderRestarts: number;
  audioEncoderRestarts: number;
  /** 1 is real time; below while the encoder's input is piling up. */
  encoderSpeed: number;
  /** Input that the video encoder has not taken, in frames. */
  encoderBehindFrames: number;
  /** Audio against video of the guest who is furthest off, as played. */
  soundLateMs: number;
  /** Of the mix as it is delivered, and what levelling adds to it. A programme of an older version does not say. */
  loudness?: Loudness & { gainDb: number };
  /** CPU of encoders, decoders and the thread, in cores. */
  cores: number;
  /** Video renditions that are being made: fewer than at the start while the machine cannot carry them. */
  rungs: string[];
  replacedEncoders?: ReplacedEncoder[];
  activeSpeaker?: string;
  tracks: TrackHealth[];
}

export type ProgrammeEvent =
  /** `format` names the format of a video encoder; formats share the audio. */
  | { kind: 'encoder-died'; encoder: 'video' | 'audio'; format?: string; reason: string }
  | {
      kind: 'encoder-took-over';
      encoder: 'video' | 'audio';
      format?: string;
      /** The number of the encoder run that is published now. */
      run: number;
      /** On the same timeline without a hole: viewers notice nothing. */
      continues: boolean;
      /** How far back the new run had to begin. */
      behindMs: number;
    }
  | { kind: 'decoder-died'; trackId: string; reason: string }
  | { kind: 'frames-refused'; trackId: string; width: number; height: number }
  | { kind: 'video-began'; participantId: string; source: string }
  | { kind: 'video-lost'; participantId: string; source: string }
  | { kind: 'speaker-changed'; participantId: string | undefined }
  | { kind: 'clip-ended'; clipId: string }
  | { kind: 'rung-shed'; renditionId: string }
  /** The rendition is the bitstream of the source that the programme shows, or no longer. */
  | { kind: 'passthrough'; renditionId: string; isOn: boolean }
  | { kind: 'rung-restored'; renditionId: string }
  | { kind: 'fell-behind'; skippedTicks: number };
