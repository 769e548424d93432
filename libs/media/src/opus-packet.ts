/** Frame lengths in 48 kHz samples by configuration number (RFC 6716, table 2). */
function frameSamples(config: number): number {
  if (config < 12) return [480, 960, 1920, 2880][config & 3] ?? 960;
  if (config < 16) return config & 1 ? 960 : 480;
  return [120, 240, 480, 960][config & 3] ?? 960;
}

/** How much audio a packet carries, in samples at 48 kHz; nothing for what cannot be Opus. */
export function opusPacketSamples(packet: Uint8Array): number | undefined {
  const toc = packet[0];
  if (toc === undefined) return undefined;
  const code = toc & 3;
  const frames = code === 0 ? 1 : code < 3 ? 2 : (packet[1] ?? 0) & 0x3f;
  const samples = frames * frameSamples(toc >> 3);
  // RFC 6716, R5: at most 120 ms.
  return samples > 0 && samples <= 5_760 ? samples : undefined;
}
