import { z } from 'zod';
import { guestError, type ShowId } from '#kernel';
import { isSame, macOf } from './secrets.js';

/** What a ticket lets its bearer be in one show. */
export const TICKET_ROLES = ['host', 'co-host', 'moderator', 'guest', 'viewer'] as const;
export type TicketRole = (typeof TICKET_ROLES)[number];

export interface Ticket {
  showId: ShowId;
  role: TicketRole;
  /** Who it is, as the issuer knows them: the same person keeps it from ticket to ticket. */
  subject: string;
  name: string;
  /** The issuer's own facts, carried along untouched. */
  attributes: Record<string, string>;
  /** Of the browser it was made for, where that is known: what a device ban compares. */
  deviceHash: string | null;
  issuedAtMs: number;
  expiresAtMs: number;
}

/** Short keys: the text stands in URLs and in every heartbeat. Times are whole seconds. */
const payloadSchema = z.strictObject({
  s: z.string().min(1).max(80),
  r: z.enum(TICKET_ROLES),
  u: z.string().min(1).max(80),
  n: z.string().max(64),
  a: z.record(z.string(), z.string()).optional(),
  d: z.string().max(64).optional(),
  i: z.number().int(),
  e: z.number().int(),
});

const VERSION = 'pt1';
const MAX_LENGTH = 4_096;

const refuse = (code: 'ticket-invalid' | 'ticket-expired', message: string) =>
  guestError(code, message, { status: 401 });

/** Signs and reads tickets: `pt1.payload.mac`, HMAC-SHA256. Older keys still open what they signed. */
export class TicketBooth {
  readonly #keys: readonly [string, ...string[]];

  constructor(keys: readonly [string, ...string[]]) {
    this.#keys = keys;
  }

  sign(ticket: Ticket): string {
    const { attributes } = ticket;
    const payload: z.input<typeof payloadSchema> = {
      s: ticket.showId,
      r: ticket.role,
      u: ticket.subject,
      n: ticket.name,
      ...(Object.keys(attributes).length === 0 ? {} : { a: attributes }),
      ...(ticket.deviceHash === null ? {} : { d: ticket.deviceHash }),
      i: Math.floor(ticket.issuedAtMs / 1_000),
      e: Math.floor(ticket.expiresAtMs / 1_000),
    };
    const signed = `${VERSION}.${Buffer.from(JSON.stringify(payload)).toString('base64url')}`;
    return `${signed}.${macOf(this.#keys[0], signed).toString('base64url')}`;
  }

  /** Throws `ticket-invalid` or `ticket-expired`. Says nothing of why a forged one is wrong. */
  read(text: string, nowMs: number): Ticket {
    const invalid = () => refuse('ticket-invalid', 'This ticket is not valid. Open the invitation again.');
    const cut = text.lastIndexOf('.');
    if (text.length > MAX_LENGTH || cut < 0 || !text.startsWith(`${VERSION}.`)) throw invalid();
    const [signed, mac] = [text.slice(0, cut), Buffer.from(text.slice(cut + 1), 'base64url')];
    if (!this.#keys.some((key) => isSame(macOf(key, signed), mac))) throw invalid();
    const payload = parsePayload(signed.slice(VERSION.length + 1));
    if (payload === undefined) throw invalid();
    if (payload.e * 1_000 <= nowMs)
      throw refuse('ticket-expired', 'This ticket has expired. Open the invitation again.');
    return {
      showId: payload.s as ShowId,
      role: payload.r,
      subject: payload.u,
      name: payload.n,
      attributes: payload.a ?? {},
      deviceHash: payload.d ?? null,
      issuedAtMs: payload.i * 1_000,
      expiresAtMs: payload.e * 1_000,
    };
  }
}

function parsePayload(encoded: string): z.output<typeof payloadSchema> | undefined {
  try {
    return payloadSchema.safeParse(JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8'))).data;
  } catch {
    return undefined;
  }
}
