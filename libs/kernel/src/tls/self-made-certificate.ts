import { generateKeyPairSync, sign } from 'node:crypto';
import { isIP } from 'node:net';
import { der, oid, TAG } from './der.js';

export interface Certificate {
  /** Both as PEM. */
  key: string;
  cert: string;
}

export interface CertificateWish {
  /** Names and addresses of this machine, as senders know it. */
  hosts: readonly string[];
  fromMs: number;
  untilMs: number;
  /** Of 16 bytes. */
  serial: Uint8Array;
}

const ECDSA_WITH_SHA256 = '1.2.840.10045.4.3.2';
const COMMON_NAME = '2.5.4.3';
const SUBJECT_ALT_NAME = '2.5.29.17';
const BASIC_CONSTRAINTS = '2.5.29.19';
const DNS_NAME = 0x82;
const IP_ADDRESS = 0x87;
const VERSION_3 = Buffer.from([2]);
/** A common name holds at most 64 characters. */
const LONGEST_NAME = 64;

const sequence = (...contents: readonly Uint8Array[]): Buffer => der(TAG.sequence, ...contents);

/** A certificate that its own key has signed (RFC 5280): the connection is secret, and whose it is must be known otherwise. */
export function selfMadeCertificate({ hosts, fromMs, untilMs, serial }: CertificateWish): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(oid(ECDSA_WITH_SHA256));
  const name = nameOf(hosts[0] ?? 'localhost');
  // The highest bit would make the number negative, a zero in front of it would make it longer than it needs.
  const number = Buffer.from(serial);
  number[0] = ((number[0] ?? 0) & 0x3f) | 0x40;
  const signed = sequence(
    der(0xa0, der(TAG.integer, VERSION_3)),
    der(TAG.integer, number),
    algorithm,
    name,
    sequence(time(fromMs), time(untilMs)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(basicConstraints(), subjectAltName(hosts))),
  );
  const signature = sign('sha256', signed, privateKey);
  const cert = sequence(signed, algorithm, der(TAG.bitString, Buffer.from([0]), signature));
  return { cert: pem(cert), key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

function nameOf(host: string): Buffer {
  const value = der(TAG.utf8, Buffer.from(host.slice(0, LONGEST_NAME)));
  return sequence(der(TAG.set, sequence(oid(COMMON_NAME), value)));
}

/** `20261127001500Z`. */
function time(ms: number): Buffer {
  const text = new Date(ms).toISOString().replace(/[-:T]|\.\d+/g, '');
  return der(TAG.generalizedTime, Buffer.from(text));
}

function basicConstraints(): Buffer {
  const isAuthority = der(TAG.boolean, Buffer.from([0xff]));
  return sequence(oid(BASIC_CONSTRAINTS), isAuthority, der(TAG.octetString, sequence(isAuthority)));
}

function subjectAltName(hosts: readonly string[]): Buffer {
  const names = hosts.map((host) =>
    isIP(host) === 0 ? der(DNS_NAME, Buffer.from(host)) : der(IP_ADDRESS, bytesOf(host)),
  );
  return sequence(oid(SUBJECT_ALT_NAME), der(TAG.octetString, sequence(...names)));
}

function bytesOf(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  const [head = '', tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const groups = (text: string) =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const all = [...before, ...Array<number>(8 - before.length - after.length).fill(0), ...after];
  return Buffer.from(all.flatMap((group) => [group >> 8, group & 0xff]));
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
