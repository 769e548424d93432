// npm run edge: Varnish and nginx in front of a server that runs already.
import { parseArgs } from 'node:util';
import { startEdge } from './edge.mjs';
import { playbackSecretOf } from './playback-secret.mjs';

const USAGE = `npm run edge -- [options]
  --origin URL        the running server (http://127.0.0.1:3000); of a cluster its nodes, the nearest first, with
                      commas between them
  --host ADDRESS      where to listen (127.0.0.1)
  --port PORT         HTTPS (8443)
  --http-port PORT    HTTP (8080)
  --certificate FILE  PEM; a self-signed one is made when absent
  --key FILE          PEM
  --log               Varnish keeps a log of requests, for varnishlog; it answers a third fewer
  --playback-secret   starts nothing and prints the secret that signs addresses, for a CDN's edge code
  --data FOLDER       the server's data folder (PROSCENIUM_DATA_DIR, else var)
  EDGE_SECRET         in the environment, the same as the server's, for private shows`;

const { values } = parseArgs({
  options: {
    origin: { type: 'string', default: 'http://127.0.0.1:3000' },
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '8443' },
    'http-port': { type: 'string', default: '8080' },
    certificate: { type: 'string' },
    key: { type: 'string' },
    log: { type: 'boolean', default: false },
    'playback-secret': { type: 'boolean', default: false },
    data: { type: 'string', default: process.env.PROSCENIUM_DATA_DIR ?? 'var' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(USAGE);
  process.exit(0);
}

if (values['playback-secret']) {
  const secret = await playbackSecretOf(values.data).catch((error) => {
    console.error(`edge | ${error.message}`);
    process.exit(1);
  });
  console.log(secret);
  process.exit(0);
}

let edge;
const end = () => (edge ? void edge.close() : process.exit(1));
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, end);

try {
  edge = await startEdge({
    origin: values.origin.split(','),
    host: values.host,
    httpsPort: Number(values.port),
    httpPort: Number(values['http-port']),
    edgeSecret: process.env.EDGE_SECRET ?? '',
    certificate: values.certificate,
    key: values.key,
    isLogging: values.log,
    onDied: (name, output) => {
      console.error(`edge | ${name} ended by itself\n${output}`);
      process.exitCode = 1;
      void edge?.close();
    },
  });
  console.log(`edge | ${edge.httpsUrl} and ${edge.httpUrl} in front of ${values.origin}; Ctrl-C ends it`);
  if (values.log) console.log(`edge | varnishlog -n ${edge.varnishFolder}`);
} catch (error) {
  console.error(`edge | ${error.message}`);
  process.exitCode = 1;
}
