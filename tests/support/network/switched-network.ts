import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { networkInterfaces } from 'node:os';

/** Of the cables that faults are made on, and of those by which a test sees what happens meanwhile. */
const NETWORKS = { faulty: '10.213', watching: '10.214' } as const;
type Kind = keyof typeof NETWORKS;
const KINDS: readonly Kind[] = ['faulty', 'watching'];
const TRIES = 50;
/** This machine among them. */
const OWN = 254;

const ip = (...args: string[]): void =>
  void execFileSync('ip', args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });

function freeSubnet(): number {
  const taken = new Set(
    Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address)),
  );
  for (let tries = 0; tries < TRIES; tries += 1) {
    const subnet = randomInt(1, 255);
    if (KINDS.every((kind) => !taken.has(addressIn(kind, subnet, OWN)))) return subnet;
  }
  throw new Error('no network is free');
}

const addressIn = (kind: Kind, subnet: number, index: number): string =>
  `${NETWORKS[kind]}.${subnet}.${index}`;

/** A machine of the network: addresses of its own, and nothing of what this machine's processes listen at. */
interface Port {
  readonly namespace: string;
  readonly index: number;
}

/**
 * Machines with cables to one switch, on this machine: network namespaces, pairs of interfaces and a bridge, at which this
 * machine has an address as well. A second cable of each, without faults, leads to this machine alone. Needs root.
 */
export class SwitchedNetwork {
  readonly #subnet: number;
  readonly #id: string;
  readonly #ports = new Map<string, Port>();
  readonly #onExit = () => this.close();

  /** Why this user can make none here; nothing where one can be made. */
  static whyNot(): string | undefined {
    if (process.getuid?.() !== 0) return 'only root makes network namespaces';
    try {
      const probe = new SwitchedNetwork();
      try {
        probe.add('probe');
        probe.lose('probe', 'probe', 0.5);
      } finally {
        probe.close();
      }
      return undefined;
    } catch (error) {
      return String(error);
    }
  }

  constructor() {
    this.#subnet = freeSubnet();
    // Names of interfaces have at most 15 characters.
    this.#id = `ps${randomInt(0x10_00_00, 0xff_ff_ff).toString(16)}`;
    process.once('exit', this.#onExit);
    for (const kind of KINDS) {
      const bridge = this.#bridgeOf(kind);
      ip('link', 'add', bridge, 'type', 'bridge');
      ip('address', 'add', `${addressIn(kind, this.#subnet, OWN)}/24`, 'dev', bridge);
      ip('link', 'set', bridge, 'up');
    }
  }

  /** Of this machine, as the others reach it. */
  get ownAddress(): string {
    return addressIn('faulty', this.#subnet, OWN);
  }

  add(name: string): void {
    const index = this.#ports.size + 1;
    const namespace = `${this.#id}n${index}`;
    const port = { namespace, index };
    this.#ports.set(name, port);
    ip('netns', 'add', namespace);
    const within = (...args: string[]) => ip('-netns', namespace, ...args);
    within('link', 'set', 'lo', 'up');
    for (const kind of KINDS) {
      const cable = this.#cableOf(kind, port);
      ip('link', 'add', cable, 'type', 'veth', 'peer', 'name', kind, 'netns', namespace);
      ip('link', 'set', cable, 'master', this.#bridgeOf(kind), 'up');
      within('address', 'add', `${addressIn(kind, this.#subnet, index)}/24`, 'dev', kind);
      within('link', 'set', kind, 'up');
    }
  }

  /** As the other machines reach it. */
  addressOf(name: string): string {
    return addressIn('faulty', this.#subnet, this.#portOf(name).index);
  }

  /** As this machine reaches it, whatever is broken between the others. */
  watchedAt(name: string): string {
    return addressIn('watching', this.#subnet, this.#portOf(name).index);
  }

  /** What a command line starts with that is to run on this machine of the network. */
  through(name: string): string[] {
    return ['nsenter', `--net=/run/netns/${this.#portOf(name).namespace}`];
  }

  /** Pulls the cable of one machine. */
  unplug(name: string): void {
    ip('link', 'set', this.#cableOf('faulty', this.#portOf(name)), 'down');
  }

  /** This share of the packets from the one to the other is lost, and none of those that go back. 1: all of them. */
  lose(from: string, to: string, share: number): void {
    const chance = ['-m', 'statistic', '--mode', 'random', '--probability', String(share)];
    this.#drop(to, ['-s', this.addressOf(from), ...(share < 1 ? chance : [])]);
  }

  /** It has no way to the services of this machine any more, to the other machines it has. */
  hideServices(name: string): void {
    this.#drop(name, ['-s', this.ownAddress]);
  }

  /** Nothing is lost any more. */
  mend(): void {
    for (const [name, port] of this.#ports) {
      this.#filter(name, ['-F', 'INPUT']);
      ip('link', 'set', this.#cableOf('faulty', port), 'up');
    }
  }

  close(): void {
    process.off('exit', this.#onExit);
    const ports = [...this.#ports.values()];
    const links = KINDS.flatMap((kind) => [
      ...ports.map((port) => this.#cableOf(kind, port)),
      this.#bridgeOf(kind),
    ]);
    const removed = [
      ...links.map((link) => ['link', 'del', link]),
      ...ports.map(({ namespace }) => ['netns', 'del', namespace]),
    ];
    for (const args of removed) {
      try {
        ip(...args);
      } catch {
        // It was not made, or went with its other end.
      }
    }
    this.#ports.clear();
  }

  #bridgeOf(kind: Kind): string {
    return `${this.#id}${kind[0]}`;
  }

  #cableOf(kind: Kind, { index }: Port): string {
    return `${this.#id}${kind[0]}${index}`;
  }

  #drop(name: string, matches: string[]): void {
    this.#filter(name, ['-A', 'INPUT', ...matches, '-j', 'DROP']);
  }

  #filter(name: string, rule: string[]): void {
    const [command = '', ...enter] = this.through(name);
    execFileSync(command, [...enter, 'iptables', '-w', ...rule], { stdio: ['ignore', 'ignore', 'pipe'] });
  }

  #portOf(name: string): Port {
    const port = this.#ports.get(name);
    if (port === undefined) throw new Error(`no machine of the network is called ${name}`);
    return port;
  }
}
