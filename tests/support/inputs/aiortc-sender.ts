import { execFileSync } from 'node:child_process';
import { Child, systemClock } from '#kernel';
import type { Rgb } from '../page/test-card.js';

const PYTHON = '/usr/bin/python3';

/** Sends one colour and silence by WHIP until its standard input ends, then says goodbye. */
const SCRIPT = `
import asyncio, sys, urllib.parse, urllib.request
import av
from aiortc import RTCPeerConnection, RTCSessionDescription, VideoStreamTrack
from aiortc.mediastreams import AudioStreamTrack

url, token, colour = sys.argv[1], sys.argv[2], [int(each) for each in sys.argv[3].split(",")]

class Colour(VideoStreamTrack):
    async def recv(self):
        pts, time_base = await self.next_timestamp()
        frame = av.VideoFrame(640, 360, "yuv420p")
        for plane, value in zip(frame.planes, colour):
            plane.update(bytes([value]) * plane.buffer_size)
        frame.pts, frame.time_base = pts, time_base
        return frame

def ask(method, address, body=None):
    request = urllib.request.Request(address, data=body, method=method)
    request.add_header("Authorization", "Bearer " + token)
    request.add_header("Content-Type", "application/sdp")
    with urllib.request.urlopen(request) as answer:
        return answer.headers.get("Location"), answer.read().decode()

async def main():
    pc = RTCPeerConnection()
    pc.addTrack(Colour())
    pc.addTrack(AudioStreamTrack())
    await pc.setLocalDescription(await pc.createOffer())
    loop = asyncio.get_running_loop()
    location, sdp = await loop.run_in_executor(None, ask, "POST", url, pc.localDescription.sdp.encode())
    await pc.setRemoteDescription(RTCSessionDescription(sdp=sdp, type="answer"))
    await loop.run_in_executor(None, sys.stdin.read)
    await loop.run_in_executor(None, ask, "DELETE", urllib.parse.urljoin(url, location))
    await pc.close()

asyncio.run(main())
`;

export function hasAiortc(): boolean {
  try {
    execFileSync(PYTHON, ['-c', 'import aiortc'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** BT.601, as browsers and this sender take it. */
function toYuv([red, green, blue]: Rgb): number[] {
  return [
    16 + 0.257 * red + 0.504 * green + 0.098 * blue,
    128 - 0.148 * red - 0.291 * green + 0.439 * blue,
    128 + 0.439 * red - 0.368 * green - 0.071 * blue,
  ].map(Math.round);
}

/** aiortc, a WebRTC stack in Python that no browser's code is in. */
export class AiortcSender {
  readonly #child: Child;

  constructor({ url, token, colour }: { url: string; token: string; colour: Rgb }) {
    this.#child = new Child({
      name: 'aiortc',
      command: PYTHON,
      args: ['-c', SCRIPT, url, token, toYuv(colour).join(',')],
      clock: systemClock,
      graceMs: 2_000,
    });
  }

  get exited(): Child['exited'] {
    return this.#child.exited;
  }

  /** With a goodbye. */
  async leave(): Promise<void> {
    this.#child.stdin.end();
    const { code, stderr } = await this.#child.exited;
    if (code !== 0) throw new Error(`aiortc: ${stderr}`);
  }

  async kill(): Promise<void> {
    await this.#child.kill();
  }
}
