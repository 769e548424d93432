import type { Caption } from './caption-choice.js';

export interface Quality {
  /** Stands for itself in the menu's choice; -1 is never used. */
  index: number;
  heightPx: number;
  bitsPerSecond: number;
}

export type EngineFault =
  /** Being mended by itself. */
  | { kind: 'network' | 'media' }
  /** The address no longer plays: the show is over, or not on at the moment. */
  | { kind: 'gone' }
  /** It plays nothing any more: this browser cannot, or another engine can. */
  | { kind: 'given-up' };

export interface EngineHooks {
  onQualities(qualities: Quality[]): void;
  onQuality(index: number): void;
  /** What there is to read, or no longer. */
  onCaptions(captions: Caption[]): void;
  onAppended(): void;
  onFault(fault: EngineFault): void;
  onRecovered(): void;
  /** The playlist says that nothing more will come. */
  onComplete(): void;
}

/** What plays: hls.js, or the platform's own player. */
export interface Engine {
  /** Null is automatic. */
  chooseQuality(index: number | null): void;
  /** Null is none. */
  chooseCaption(index: number | null): void;
  /** At the top of the video, or at its bottom. */
  placeCaptions?(isAtTop: boolean): void;
  /** The media's end as far as it is known, in the element's time. */
  readonly liveEdgeS: number | null;
  readonly windowStartS: number | null;
  /** Wall clock of what is on the screen, by the encoder's clock. */
  readonly playingWallMs: number | null;
  /** Where that moment of the programme lies in the element's time; null where the media do not say. */
  positionOf?(programmeMs: number): number | null;
  /** The host of what plays, when it is not the page's; players of the platform do not say. */
  readonly mediaHost?: string | undefined;
  /** Replaces the address before it expires: requests from now on go there. */
  renew(url: string): void;
  close(): void;
}
