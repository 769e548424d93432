// Ready-made participants, told apart by colour and tone.
import { h264Clip, opusClip, type VideoClip, vp8Clip } from './clips.js';
import { h264Payloads, vp8Payloads } from './packetise.js';
import { type SentUnit, SyntheticTrack, type SyntheticTrackOptions } from './synthetic-track.js';

export async function vp8Units(clip: VideoClip): Promise<SentUnit[]> {
  return (await vp8Clip(clip)).map(({ data, isKey }) => ({ payloads: vp8Payloads(data), isKey }));
}

export async function h264Units(clip: VideoClip): Promise<SentUnit[]> {
  return (await h264Clip(clip)).map(({ nals, isKey }) => ({ payloads: h264Payloads(nals), isKey }));
}

export async function opusUnits(source: string, seconds: number): Promise<SentUnit[]> {
  return (await opusClip(source, seconds)).map((data) => ({ payloads: [data], isKey: true }));
}

type More = Partial<SyntheticTrackOptions>;

export const cameraTrack = (participantId: string, units: SentUnit[], more: More = {}): SyntheticTrack =>
  new SyntheticTrack({
    trackId: `${participantId}-camera`,
    participantId,
    source: 'camera',
    codec: 'vp8',
    units,
    unitMs: 1_000 / 30,
    ...more,
  });

export const microphoneTrack = (participantId: string, units: SentUnit[], more: More = {}): SyntheticTrack =>
  new SyntheticTrack({
    trackId: `${participantId}-microphone`,
    participantId,
    source: 'microphone',
    codec: 'opus',
    units,
    unitMs: 20,
    ...more,
  });

/** A still, plain colour. */
export const plain = (colour: string, width = 640, height = 360): VideoClip => ({
  source: `color=c=${colour}`,
  width,
  height,
  frameRate: 30,
  seconds: 2,
  bitrate: '300k',
});
