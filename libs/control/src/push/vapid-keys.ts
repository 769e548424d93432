import {
  createPrivateKey,
  createSign,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import type { SettingsStore } from '#show';

const SETTING = 'push-keys';
const TOKEN_MS = 12 * 3_600_000;

const toText = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The key pair by which a push service knows the site that a browser agreed to (RFC 8292). Made once, and stored. */
export class VapidKeys {
  /** As browsers want it: the point, uncompressed. */
  readonly publicKey: string;
  readonly #privateKey: KeyObject;
  readonly #subject: string;

  /** `subject`: an address where the operator of a push service reaches this site. */
  static async open(settings: Pick<SettingsStore, 'settle'>, subject: string): Promise<VapidKeys> {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const kept = await settings.settle(SETTING, JSON.stringify(privateKey.export({ format: 'jwk' })));
    return new VapidKeys(JSON.parse(kept) as JsonWebKey, subject);
  }

  private constructor(key: JsonWebKey, subject: string) {
    this.#privateKey = createPrivateKey({ key, format: 'jwk' });
    const { x = '', y = '' } = key;
    const point = [Buffer.from([4]), Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
    this.publicKey = Buffer.concat(point).toString('base64url');
    this.#subject = subject;
  }

  /** The header for one push service. */
  authorization(endpoint: string, nowMs: number): string {
    const claims = {
      aud: new URL(endpoint).origin,
      exp: Math.floor((nowMs + TOKEN_MS) / 1_000),
      sub: this.#subject,
    };
    const signed = `${toText({ typ: 'JWT', alg: 'ES256' })}.${toText(claims)}`;
    const signature = createSign('sha256')
      .update(signed)
      .sign({ key: this.#privateKey, dsaEncoding: 'ieee-p1363' })
      .toString('base64url');
    return `vapid t=${signed}.${signature}, k=${this.publicKey}`;
  }
}
