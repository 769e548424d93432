// Prints the path of the Node to run with, fetching one first where none is there.
// The machine's own Node runs this file, so it must do with an old one.
import { findNode } from './find-node.mjs';

try {
  console.log(await findNode());
} catch (error) {
  console.error(`\n${error.message}\n`);
  process.exitCode = 1;
}
