// Starts Varnish and nginx in front of a running origin, and ends both together.
import { spawn, spawnSync } from 'node:child_process';
import { chmod, chown, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { nginxOrigins, varnishOrigins } from './edge-origins.mjs';
import { varnishParameters } from './varnish-parameters.mjs';

const here = import.meta.dirname;
const STOPS_WITHIN_MS = 3_000;
/** Varnish compiles its configuration with a C compiler; on a busy machine that takes its time. */
const STARTS_WITHIN_MS = 50_000;

const fill = (text, values) =>
  text.replaceAll(/@([A-Z_]+)@/g, (whole, name) => (name in values ? values[name] : whole));

/** A port that is free now. */
export const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** With its workers, which go on and keep the port when only their master is killed. */
class Program {
  constructor(name, command, args, onExit) {
    this.name = name;
    this.output = '';
    const { EDGE_SECRET, ...env } = process.env;
    this.process = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true, env });
    for (const stream of [this.process.stdout, this.process.stderr])
      stream.on('data', (chunk) => {
        this.output = (this.output + chunk).slice(-8_192);
      });
    this.exited = new Promise((resolve) => {
      this.process.once('error', (error) => {
        this.output += error.message;
        resolve();
      });
      this.process.once('exit', () => resolve());
    });
    const endGroup = () => this.#endGroup();
    process.once('exit', endGroup);
    this.exited.then(() => {
      process.off('exit', endGroup);
      this.#endGroup();
      onExit(this);
    });
  }

  async stop() {
    this.process.kill('SIGTERM');
    const timer = setTimeout(() => this.process.kill('SIGKILL'), STOPS_WITHIN_MS);
    await this.exited;
    clearTimeout(timer);
  }

  #endGroup() {
    try {
      process.kill(-this.process.pid, 'SIGKILL');
    } catch {
      // all of it ended together
    }
  }
}

function selfSigned(folder) {
  const certificate = join(folder, 'certificate.pem');
  const key = join(folder, 'key.pem');
  const { status, stderr } = spawnSync(
    'openssl',
    `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=localhost -keyout ${key} -out ${certificate}`.split(
      ' ',
    ),
  );
  if (status !== 0) throw new Error(`openssl cannot make a certificate: ${stderr}`);
  return { certificate, key };
}

async function untilListens(what, address, hasFailed) {
  const deadline = performance.now() + STARTS_WITHIN_MS;
  while (!(await listens(address))) {
    const failure = hasFailed();
    if (failure) throw new Error(failure);
    if (performance.now() > deadline) throw new Error(`the edge's ${what} does not listen`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const listens = (address) =>
  new Promise((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

/** A quote would end the text in Varnish's configuration, a line break the header. */
function checkSecret(secret) {
  if (/[^\x20-\x7e]|"/.test(secret)) throw new Error("'EDGE_SECRET' must be printable ASCII without quotes");
  return secret;
}

/**
 * Started by root, both programs leave root behind: Varnish for its own users, nginx for nobody in Varnish's group. The
 * folder is theirs alone, since it holds the secret and the socket. Started by a user, everything is that user's.
 */
function accountsOf() {
  if (process.getuid?.() !== 0) return { jail: ['-j', 'none'], nginxUser: '', socketMode: '0600' };
  const [uid, gid] = ['-u', '-g'].map((what) => spawnSync('id', [what, 'varnish'], { encoding: 'utf8' }));
  if (uid.status !== 0 || gid.status !== 0)
    return { jail: ['-j', 'none'], nginxUser: 'user root;', socketMode: '0600' };
  return {
    jail: [],
    nginxUser: 'user nobody varnish;',
    socketMode: '0660,group=varnish',
    varnish: { uid: Number(uid.stdout), gid: Number(gid.stdout) },
  };
}

/** Mode 0700, and to be passed by Varnish's group where there is one. */
async function privateFolder({ varnish }) {
  const folder = await mkdtemp(join(tmpdir(), 'proscenium-edge-'));
  if (!varnish) return folder;
  await chown(folder, 0, varnish.gid);
  await chmod(folder, 0o710);
  return folder;
}

async function writeSettings(folder, name, values, { varnish }) {
  const text = fill(await readFile(join(here, name), 'utf8'), values);
  await writeFile(join(folder, name), text, { mode: 0o600 });
  if (varnish) await chown(join(folder, name), varnish.uid, varnish.gid);
}

/** The options and the answer stand in `edge.d.mts`. */
export async function startEdge(options) {
  const {
    origin,
    host = '127.0.0.1',
    edgeSecret = '',
    cacheMegabytes = 256,
    isLogging = false,
    onDied = () => undefined,
  } = options;
  const origins = [origin].flat();
  checkSecret(edgeSecret);
  const accounts = accountsOf();
  const folder = await privateFolder(accounts);
  const tls = options.certificate
    ? { certificate: options.certificate, key: options.key }
    : selfSigned(folder);
  const httpPort = options.httpPort ?? (await freePort());
  const httpsPort = options.httpsPort ?? (await freePort());
  const common = {
    EDGE_SECRET: edgeSecret,
    FOLDER: folder,
    CACHE_MEGABYTES: String(cacheMegabytes),
    NGINX_USER: accounts.nginxUser,
    WORKERS: String(Math.max(1, Math.min(4, cpus().length))),
    HTTP_LISTEN: `${host}:${httpPort}`,
    HTTPS_LISTEN: `${host}:${httpsPort}`,
    CERTIFICATE: tls.certificate,
    KEY: tls.key,
  };
  await writeSettings(folder, 'edge.vcl', { ...common, ORIGINS: varnishOrigins(origins) }, accounts);
  const ADMISSION_SECONDS = origins.length === 1 ? '35' : '1';
  const forNginx = { ...common, ORIGINS: nginxOrigins(origins), ADMISSION_SECONDS };
  await writeSettings(folder, 'nginx.conf', forNginx, {});
  let isClosing = false;
  let failure;
  const died = (program) => {
    if (isClosing) return;
    failure = `${program.name} ended: ${program.output}`;
    onDied(program.name, program.output);
  };
  const varnish = new Program(
    'varnishd',
    'varnishd',
    [
      ...[...accounts.jail, '-F', '-n', join(folder, 'varnish'), '-f', join(folder, 'edge.vcl')],
      ...['-a', `${join(folder, 'varnish.sock')},mode=${accounts.socketMode}`, '-T', 'none'],
      ...['-s', `malloc,${cacheMegabytes}m`, ...varnishParameters({ isLogging })],
    ],
    died,
  );
  const nginx = new Program('nginx', 'nginx', ['-c', join(folder, 'nginx.conf'), '-e', 'stderr'], died);
  const close = async () => {
    isClosing = true;
    await Promise.all([nginx.stop(), varnish.stop()]);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    // Asked one by one: nginx refuses a show that nobody knows without asking Varnish, so its answer proves nothing.
    await untilListens('Varnish', { path: join(folder, 'varnish.sock') }, () => failure);
    await untilListens('nginx', { host, port: httpPort }, () => failure);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    httpUrl: `http://${host}:${httpPort}`,
    httpsUrl: `https://${host}:${httpsPort}`,
    pids: { varnish: varnish.process.pid, nginx: nginx.process.pid },
    folder,
    varnishFolder: join(folder, 'varnish'),
    close,
  };
}
