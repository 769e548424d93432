import { describe, expect, test } from '@jest/globals';
import type { ShowId } from '#kernel';
import { type Ticket, TicketBooth } from './tickets.js';

const NOW_MS = 1_900_000_000_000;
const ticket: Ticket = {
  showId: 'show_1' as ShowId,
  role: 'guest',
  subject: 'guest_1',
  name: '하나 👩‍🚀',
  attributes: { row: 'A1' },
  deviceHash: 'd',
  issuedAtMs: NOW_MS,
  expiresAtMs: NOW_MS + 60_000,
};
const booth = new TicketBooth(['new key', 'old key']);

describe('a ticket', () => {
  test('is read as it was signed', () => {
    expect(booth.read(booth.sign(ticket), NOW_MS)).toEqual(ticket);
  });

  test('of an older key still opens; of another site it does not', () => {
    expect(booth.read(new TicketBooth(['old key']).sign(ticket), NOW_MS)).toEqual(ticket);
    const foreign = new TicketBooth(['their key']).sign(ticket);
    expect(() => booth.read(foreign, NOW_MS)).toThrow(expect.objectContaining({ code: 'ticket-invalid' }));
  });

  test('ends at its second', () => {
    const text = booth.sign(ticket);
    expect(() => booth.read(text, ticket.expiresAtMs)).toThrow(
      expect.objectContaining({ code: 'ticket-expired', status: 401 }),
    );
    expect(booth.read(text, ticket.expiresAtMs - 1)).toEqual(ticket);
  });

  test('with any one character changed is refused', () => {
    const text = booth.sign({ ...ticket, attributes: {} });
    for (let at = 0; at < text.length - 1; at += 1) {
      const other = text[at] === 'A' ? 'B' : 'A';
      const forged = text.slice(0, at) + other + text.slice(at + 1);
      expect(() => booth.read(forged, NOW_MS)).toThrow(expect.objectContaining({ code: 'ticket-invalid' }));
    }
  });

  test('that is no ticket at all is refused the same way', () => {
    for (const text of ['', '.', 'pt1', 'pt1.', 'pt1..', `pt1.${'x'.repeat(10_000)}.y`, 'pt1.bnVsbA.AAAA']) {
      expect(() => booth.read(text, NOW_MS)).toThrow(expect.objectContaining({ code: 'ticket-invalid' }));
    }
  });
});
