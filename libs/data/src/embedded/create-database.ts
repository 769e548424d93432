// Run as a process of its own by initialise(): creates an empty database in the folder that it is given.
import { useBaselineCompiler } from './baseline-compiler.js';
import { openEngine } from './open-engine.js';

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('create-database needs a folder');
// The server that wanted it was killed: another start may already work on a new one.
process.once('disconnect', () => process.exit(1));
useBaselineCompiler();
await (await openEngine(folder)).close();
process.exit(0);
