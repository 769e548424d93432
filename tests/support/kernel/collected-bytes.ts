import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as (options?: { type: 'minor' }) => void;

/** What the program holds on its heap and in buffers, with nothing among it that nobody refers to. */
export function collectedBytes(): { heap: number; buffers: number } {
  collect();
  // Buffers that it freed are counted until they are swept, beside the program. Any further collection waits for that
  // first; a minor one does not look through the whole heap, which is large after some hundred files of tests.
  collect({ type: 'minor' });
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return { heap: heapUsed, buffers: arrayBuffers };
}
