import type { Page } from 'playwright-core';

interface PeerEnd {
  offer(): Promise<string>;
  answer(offer: string): Promise<string>;
  accept(answer: string): Promise<void>;
}
declare const end: PeerEnd;

/** Candidates travel inside the descriptions, which wait until all are gathered. */
const PAGE = `<video id="received" muted autoplay playsinline></video>
<script>
globalThis.end = {
  connection: new RTCPeerConnection(),
  async gathered() {
    const { connection } = this;
    while (connection.iceGatheringState !== 'complete')
      await new Promise((done) => connection.addEventListener('icegatheringstatechange', done, { once: true }));
    return JSON.stringify(connection.localDescription);
  },
  async offer() {
    const { connection } = this;
    const stream = await navigator.mediaDevices.getUserMedia({ video: true, audio: true });
    for (const track of stream.getTracks()) connection.addTrack(track, stream);
    const video = connection.getTransceivers().find(({ sender }) => sender.track.kind === 'video');
    const { codecs } = RTCRtpSender.getCapabilities('video');
    video.setCodecPreferences(codecs.filter(({ mimeType }) => mimeType === 'video/VP8'));
    const parameters = video.sender.getParameters();
    parameters.encodings[0].maxBitrate = 2_500_000;
    await video.sender.setParameters(parameters);
    await connection.setLocalDescription();
    return this.gathered();
  },
  async answer(offer) {
    const { connection } = this;
    connection.ontrack = ({ streams }) => { document.querySelector('#received').srcObject = streams[0]; };
    await connection.setRemoteDescription(JSON.parse(offer));
    await connection.setLocalDescription();
    return this.gathered();
  },
  accept(answer) { return this.connection.setRemoteDescription(JSON.parse(answer)); },
};
</script>`;

async function open(page: Page): Promise<void> {
  await page.route('http://localhost/', (route) => route.fulfill({ contentType: 'text/html', body: PAGE }));
  await page.goto('http://localhost/');
}

/** Peer to peer between two pages, as two people would: what the path through the stage is compared with. */
export async function connectPeerPages(from: Page, to: Page): Promise<string> {
  await Promise.all([open(from), open(to)]);
  const offer = await from.evaluate(() => end.offer());
  const answer = await to.evaluate((offered) => end.answer(offered), offer);
  await from.evaluate((answered) => end.accept(answered), answer);
  return '#received';
}
