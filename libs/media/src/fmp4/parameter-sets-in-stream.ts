import { boxesIn, getBox } from './box.js';

/**
 * The same initialization section with the sample entry `avc3`: frames may bring parameter sets of their own, which hold
 * from there on (14496-15, 5.4.2.1). What is no H.264 is left as it is.
 */
export function withParameterSetsInStream(section: Buffer): Buffer {
  const bytes = Buffer.from(section);
  const table = getBox(bytes, ['moov', 'trak', 'mdia', 'minf', 'stbl', 'stsd']);
  for (const { type, start } of boxesIn(bytes, table.bodyStart + 8, table.end))
    if (type === 'avc1') bytes.write('avc3', start + 4, 'latin1');
  return bytes;
}
