/** Answers with the port of the relay that stands before an address of the server. */
declare const relayPortFor: (host: string, port: number) => Promise<number>;

const CANDIDATE = /^a=candidate:(\S+ \d+ udp \d+ )(\S+) (\d+)(.*)$/i;

async function throughRelay(line: string): Promise<string> {
  if (/^a=candidate:\S+ \d+ tcp/i.test(line)) return '';
  const [, head, host, port, tail] = CANDIDATE.exec(line) ?? [];
  if (!head || !host || !port) return line;
  return `a=candidate:${head}127.0.0.1 ${await relayPortFor(host, Number(port))}${tail}`;
}

/** Every remote candidate leads to the relay, whichever library brought the description. */
const setRemoteDescription: (
  this: RTCPeerConnection,
  description: RTCSessionDescriptionInit,
) => Promise<void> = RTCPeerConnection.prototype.setRemoteDescription;
Object.assign(RTCPeerConnection.prototype, {
  async setRemoteDescription(this: RTCPeerConnection, description: RTCSessionDescriptionInit) {
    const lines = await Promise.all((description.sdp ?? '').split('\r\n').map(throughRelay));
    const sdp = `${lines.filter((line) => line !== '').join('\r\n')}\r\n`;
    return setRemoteDescription.call(this, { type: description.type, sdp });
  },
});
