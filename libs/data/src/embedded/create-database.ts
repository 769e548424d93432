// Run as a process of its own by initialise(): creates an empty database in its working directory.
import { useBaselineCompiler } from './baseline-compiler.js';
import { openEngine } from './open-engine.js';

// The server that wanted it was killed: another start may already work on a new one.
process.once('disconnect', () => process.exit(1));
useBaselineCompiler();
await (await openEngine('.')).close();
process.exit(0);
