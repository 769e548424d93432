import { setFlagsFromString } from 'node:v8';

/**
 * Keeps WebAssembly that this process loads from now on at V8's first compiler. The second one takes some 300 MB while it
 * optimises PostgreSQL, of which a third stays; queries are no slower for it, because most of their time is elsewhere.
 */
export function useBaselineCompiler(): void {
  setFlagsFromString('--liftoff-only');
  // What the first one implies on a command line.
  setFlagsFromString('--no-wasm-tier-up');
  setFlagsFromString('--no-wasm-dynamic-tiering');
}
