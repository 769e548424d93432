/** What arrives at one socket, counted by stream. The header of RTP is readable under encryption. */
export class RtpCounter {
  readonly #last = new Map<number, number>();
  received = 0;
  lost = 0;

  packet(packet: Buffer): void {
    const type = (packet[1] ?? 0) & 0x7f;
    // RTCP shares the port.
    if (type >= 64 && type <= 95) return;
    const [sequence, ssrc] = [packet.readUInt16BE(2), packet.readUInt32BE(8)];
    const last = this.#last.get(ssrc);
    this.#last.set(ssrc, sequence);
    this.received += 1;
    if (last !== undefined) this.lost += (sequence - last - 1) & 0xffff;
  }
}
