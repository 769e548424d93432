import type { AudioMix } from './audio/audio-mix.js';
import type { SpeechPiece } from './audio/speech-tap.js';
import type { ClipAction, ClipFile } from './clip/clip-file.js';
import type { PublishedRun } from './encode/published-elsewhere.js';
import type { Layout } from './mix/layout/layout.js';
import type { BurnedCaption } from './overlay/burned-captions.js';
import type { Overlays, Slate } from './overlay/overlays.js';
import type { ProgrammeParticipant } from './participant.js';
import type { RealtimeFrame, RunOpening, TrackCodec, TrackSource } from './ports.js';
import type { ProgrammeEvent, ProgrammeHealth } from './programme-health.js';
import type { ProgrammeSettings } from './settings.js';
import type { SceneChange } from './transition/scene-changes.js';

/** A track as the thread knows it: its index stands for it in every later message. */
export interface TrackOpening {
  index: number;
  trackId: string;
  participantId: string;
  source: TrackSource;
  codec: TrackCodec;
  clockRateHz: number;
}

/** Programme to its thread. */
export type ToThread =
  /** Its encoders start and wait. */
  | { kind: 'prepare'; settings: ProgrammeSettings }
  /** The first tick is as soon as it can be. */
  | { kind: 'begin'; settings: ProgrammeSettings; zeroWallMs?: number | undefined }
  | { kind: 'packets'; slab: ArrayBuffer; usedBytes: number; sentMs: number }
  | { kind: 'track-added'; track: TrackOpening }
  | { kind: 'track-report'; index: number; ntpMs: number; rtpTimestamp: number }
  | { kind: 'track-paused'; index: number; isPaused: boolean }
  | { kind: 'track-removed'; index: number }
  | { kind: 'participant-added'; participant: ProgrammeParticipant }
  | { kind: 'participant-removed'; id: string }
  /** Without a format: for every format that has no layout of its own. */
  | { kind: 'layout'; format?: string; layout: Layout }
  | { kind: 'overlays'; overlays: Overlays }
  /** For the formats into whose video this language is drawn. */
  | { kind: 'caption'; language: string; caption: BurnedCaption }
  | { kind: 'media'; id: string; file: Uint8Array }
  | { kind: 'clip-added'; file: ClipFile }
  | { kind: 'clip'; id: string; action: ClipAction }
  /** Layout and overlays with one frame. */
  | { kind: 'scene'; scene: SceneChange }
  | { kind: 'audio-mix'; audioMix: AudioMix }
  | { kind: 'slate'; slate: Slate | undefined }
  /** Whether anybody takes frames in real time. */
  | { kind: 'frames-wanted'; isWanted: boolean }
  | { kind: 'speech-wanted'; isWanted: boolean }
  /** Of a programme that stands by. */
  | { kind: 'take-over'; runs: PublishedRun[]; boundarySeconds: number | undefined }
  | { kind: 'close' };

/** Thread to its programme. */
export type FromThread =
  /** Everything that was to be prepared waits, or could not be started. */
  | { kind: 'prepared' }
  | { kind: 'ready'; anchorWallMs: number }
  | { kind: 'failed'; message: string }
  | { kind: 'run-opened'; opening: RunOpening }
  | { kind: 'bytes'; renditionId: string; run: number; piece: Uint8Array }
  | { kind: 'run-closed'; renditionId: string; run: number }
  | { kind: 'frame'; frame: RealtimeFrame }
  | { kind: 'speech'; piece: SpeechPiece }
  | { kind: 'key-frame-wanted'; index: number }
  | { kind: 'height-preferred'; index: number; heightPx: number }
  | { kind: 'health'; health: ProgrammeHealth }
  | { kind: 'event'; event: ProgrammeEvent }
  | { kind: 'log'; level: 'debug' | 'info' | 'warn' | 'error'; fact: string; fields: Record<string, unknown> }
  | { kind: 'closed' };
