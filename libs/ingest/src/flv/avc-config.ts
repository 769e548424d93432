/** From the first byte of a tag's body to the configuration: what it holds, that it is one, and no composition time. */
const TAG_BYTES = 5;
/** Larger ones are for no packet. */
const MOST_BYTES = 1_000;
const FOUR_BYTES = 3;

/**
 * The parameter sets of a header of H.264 (14496-15, 5.3.3.1). Nothing where it cannot be read, or where the lengths of its
 * NAL units do not have four bytes.
 */
export function parameterSetsOf(header: Buffer): Buffer[] | undefined {
  const config = header.subarray(TAG_BYTES);
  if (config.length < 7 || ((config[4] ?? 0) & 3) !== FOUR_BYTES) return undefined;
  const sets: Buffer[] = [];
  let at = 5;
  for (const countMask of [0x1f, 0xff]) {
    const count = (config[at] ?? 0) & countMask;
    at += 1;
    for (let index = 0; index < count; index += 1) {
      if (at + 2 > config.length) return undefined;
      const end = at + 2 + config.readUInt16BE(at);
      if (end > config.length) return undefined;
      sets.push(config.subarray(at + 2, end));
      at = end;
    }
  }
  const bytes = sets.reduce((sum, { length }) => sum + length, 0);
  return sets.length >= 2 && bytes <= MOST_BYTES ? sets : undefined;
}
