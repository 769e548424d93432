import type { Page } from 'playwright-core';

interface Pair {
  connect(codec: string): Promise<void>;
}
declare const pair: Pair;

const PAGE = `<video id="received" muted autoplay playsinline></video>
<script>
globalThis.pair = {
  async connect(codec) {
    const [from, to] = [new RTCPeerConnection(), new RTCPeerConnection()];
    from.onicecandidate = ({ candidate }) => to.addIceCandidate(candidate);
    to.onicecandidate = ({ candidate }) => from.addIceCandidate(candidate);
    to.ontrack = ({ streams }) => { document.querySelector('#received').srcObject = streams[0]; };
    const stream = await navigator.mediaDevices.getUserMedia({ video: true, audio: true });
    for (const track of stream.getTracks()) from.addTrack(track, stream);
    for (const transceiver of from.getTransceivers()) {
      const kind = transceiver.sender.track.kind;
      if (kind !== 'video') continue;
      const { codecs } = RTCRtpSender.getCapabilities(kind);
      transceiver.setCodecPreferences(codecs.filter((each) => each.mimeType.toLowerCase() === 'video/' + codec));
      const parameters = transceiver.sender.getParameters();
      parameters.encodings[0].maxBitrate = 2_500_000;
      await transceiver.sender.setParameters(parameters);
    }
    await from.setLocalDescription();
    await to.setRemoteDescription(from.localDescription);
    await to.setLocalDescription();
    await from.setRemoteDescription(to.localDescription);
  },
};
</script>`;

/** The lower bound of every path: camera to frame between two ends in one page, with no server of anybody's. */
export async function openPeerToPeer(page: Page, codec: 'vp8' | 'h264'): Promise<string> {
  await page.route('http://localhost/', (route) => route.fulfill({ contentType: 'text/html', body: PAGE }));
  await page.goto('http://localhost/');
  await page.evaluate((wanted) => pair.connect(wanted), codec);
  return '#received';
}
