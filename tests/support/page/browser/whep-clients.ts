// Bundled for a page: WHEP clients that nobody here wrote, and a plain one.
import { WebRTCPlayer } from '@eyevinn/webrtc-player';
import { WHEPClient } from 'whip-whep/whep.js';

export type WhepClientName = 'plain' | 'whip-whep' | '@eyevinn/webrtc-player';

export interface Played {
  /** From the call to the first frame that was shown. */
  firstFrameMs: number;
  /** Of the session, for who asks by hand. */
  location: string | null;
}

/** The page's only element. */
export function prepare(): void {
  const video = document.createElement('video');
  video.id = 'front-row';
  video.muted = true;
  video.autoplay = true;
  document.body.append(video);
}

export async function play(name: WhepClientName, endpoint: string, token?: string): Promise<Played> {
  const video = document.querySelector<HTMLVideoElement>('#front-row');
  if (!video) throw new Error('no video');
  const began = performance.now();
  const firstFrame = new Promise<number>((resolve) => {
    video.requestVideoFrameCallback(() => resolve(performance.now() - began));
  });
  let location: string | null = null;
  if (name === '@eyevinn/webrtc-player')
    await new WebRTCPlayer({ video, type: 'whep' }).load(new URL(endpoint));
  else if (name === 'whip-whep') await new WHEPClient().view(peerOf(video), endpoint, token);
  else location = await playPlainly(peerOf(video), endpoint, token);
  return { firstFrameMs: await firstFrame, location };
}

function peerOf(video: HTMLVideoElement): RTCPeerConnection {
  const peer = new RTCPeerConnection();
  const stream = new MediaStream();
  video.srcObject = stream;
  for (const kind of ['audio', 'video']) peer.addTransceiver(kind, { direction: 'recvonly' });
  peer.ontrack = ({ track }) => stream.addTrack(track);
  return peer;
}

async function playPlainly(
  peer: RTCPeerConnection,
  endpoint: string,
  token?: string,
): Promise<string | null> {
  await peer.setLocalDescription();
  const headers: Record<string, string> = { 'content-type': 'application/sdp' };
  if (token) headers.authorization = `Bearer ${token}`;
  const body = peer.localDescription?.sdp ?? '';
  const answer = await fetch(endpoint, { method: 'POST', headers, body });
  if (answer.status !== 201) throw new Error(`refused with ${answer.status}: ${await answer.text()}`);
  await peer.setRemoteDescription({ type: 'answer', sdp: await answer.text() });
  return answer.headers.get('location');
}
