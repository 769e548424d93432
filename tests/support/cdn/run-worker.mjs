// Runs a Cloudflare Worker in workerd, the runtime of Cloudflare itself, and prints its address; ends with its standard
// input. Arguments: the folder in which `miniflare` is installed, and its options as JSON.
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [folder = '', options = '{}'] = process.argv.slice(2);
const { Miniflare } = createRequire(join(folder, 'worker.cjs'))('miniflare');
const worker = new Miniflare({ host: '127.0.0.1', port: 0, ...JSON.parse(options) });
console.log((await worker.ready).href);
process.stdin.resume();
process.stdin.once('end', () => void worker.dispose().then(() => process.exit(0)));
