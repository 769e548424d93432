import { type AudioOptions, AudioSource } from './audio-source.js';
import type { CastMember } from './portrait/cast.js';
import { PortraitSource } from './portrait-source.js';
import { type VideoOptions, VideoSource } from './video-source.js';

/** Node passes the options into the script's scope. */
declare const options: { video: VideoOptions; audio: AudioOptions; member: CastMember | null };

function device(kind: MediaDeviceKind, deviceId: string, label: string): MediaDeviceInfo {
  return { kind, deviceId, label, groupId: 'test-card', toJSON: () => ({ kind, deviceId, label }) };
}

const DEVICES = [
  device('videoinput', 'bar-code-camera', options.member ? 'Built-in camera' : 'Bar code camera'),
  device('audioinput', 'beeping-microphone', options.member ? 'Table microphone' : 'Beeping microphone'),
  device('audiooutput', 'nowhere', 'Nowhere'),
];

/** A page asks its track for the device's id and finds it. */
function named(track: MediaStreamTrack, deviceId: string): MediaStreamTrack {
  const settings = track.getSettings.bind(track);
  track.getSettings = () => ({ ...settings(), deviceId });
  return track;
}

function openVideo(what: 'camera' | 'screen'): MediaStreamTrack {
  const { member, video } = options;
  return member ? new PortraitSource({ ...video, member }, what).track : new VideoSource(video).track;
}

async function open(
  what: 'camera' | 'screen',
  constraints: MediaStreamConstraints = {},
): Promise<MediaStream> {
  const tracks: MediaStreamTrack[] = [];
  if (constraints.video) tracks.push(named(openVideo(what), 'bar-code-camera'));
  if (constraints.audio) tracks.push(named(new AudioSource(options.audio).track, 'beeping-microphone'));
  return new MediaStream(tracks);
}

// A blank page is no secure context and has no devices.
if (navigator.mediaDevices)
  Object.assign(navigator.mediaDevices, {
    getUserMedia: (constraints?: MediaStreamConstraints) => open('camera', constraints),
    getDisplayMedia: (constraints?: MediaStreamConstraints) => open('screen', constraints),
    enumerateDevices: async () => DEVICES,
  });
