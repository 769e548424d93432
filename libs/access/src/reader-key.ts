/**
 * Who reads, as far as an address tells: the same for a player's requests and for its heartbeats, so that one explains
 * the other. Two people behind one address with the same browser are one.
 */
export const readerKey = (address: string, userAgent: string): string => `${address} ${userAgent}`;
