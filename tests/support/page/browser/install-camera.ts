import { type AudioOptions, AudioSource } from './audio-source.js';
import { type VideoOptions, VideoSource } from './video-source.js';

/** Node passes the options into the script's scope. */
declare const options: { video: VideoOptions; audio: AudioOptions };

function device(kind: MediaDeviceKind, deviceId: string, label: string): MediaDeviceInfo {
  return { kind, deviceId, label, groupId: 'test-card', toJSON: () => ({ kind, deviceId, label }) };
}

const DEVICES = [
  device('videoinput', 'bar-code-camera', 'Bar code camera'),
  device('audioinput', 'beeping-microphone', 'Beeping microphone'),
  device('audiooutput', 'nowhere', 'Nowhere'),
];

/** A page asks its track for the device's id and finds it. */
function named(track: MediaStreamTrack, deviceId: string): MediaStreamTrack {
  const settings = track.getSettings.bind(track);
  track.getSettings = () => ({ ...settings(), deviceId });
  return track;
}

async function open(constraints: MediaStreamConstraints = {}): Promise<MediaStream> {
  const tracks: MediaStreamTrack[] = [];
  if (constraints.video) tracks.push(named(new VideoSource(options.video).track, 'bar-code-camera'));
  if (constraints.audio) tracks.push(named(new AudioSource(options.audio).track, 'beeping-microphone'));
  return new MediaStream(tracks);
}

// A blank page is no secure context and has no devices.
if (navigator.mediaDevices)
  Object.assign(navigator.mediaDevices, {
    getUserMedia: open,
    getDisplayMedia: open,
    enumerateDevices: async () => DEVICES,
  });
