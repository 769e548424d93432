export interface SendingReport {
  bitsPerSecond: number;
  /** Of the camera's or screen's best layer that is being sent. */
  heightPx: number | null;
  framesPerSecond: number | null;
  rttMs: number | null;
  /** 0 to 100. */
  lossPercent: number | null;
}

interface Totals {
  atMs: number;
  bytes: number;
}

/** Turns the browser's running totals into rates. */
export class SendingSampler {
  #last: Totals | undefined;

  take(stats: Iterable<[string, Record<string, unknown>]> | RTCStatsReport): SendingReport {
    const rows = [...(stats as Iterable<[string, Record<string, unknown>]>)].map(([, row]) => row);
    const outgoing = rows.filter(({ type }) => type === 'outbound-rtp');
    const reported = rows.filter(({ type }) => type === 'remote-inbound-rtp');
    const atMs = Math.max(0, ...outgoing.map(({ timestamp }) => Number(timestamp)));
    const bytes = outgoing.reduce((sum, row) => sum + Number(row.bytesSent ?? 0), 0);
    const last = this.#last;
    this.#last = { atMs, bytes };
    const elapsedMs = last ? atMs - last.atMs : 0;
    return {
      bitsPerSecond: last && elapsedMs > 0 ? Math.max(0, ((bytes - last.bytes) * 8_000) / elapsedMs) : 0,
      heightPx: greatest(outgoing, 'frameHeight'),
      framesPerSecond: greatest(outgoing, 'framesPerSecond'),
      rttMs: scaled(greatest(reported, 'roundTripTime'), 1_000),
      lossPercent: scaled(greatest(reported, 'fractionLost'), 100),
    };
  }
}

const scaled = (value: number | null, by: number): number | null =>
  value === null ? null : Math.round(value * by * 10) / 10;

function greatest(rows: Record<string, unknown>[], key: string): number | null {
  const values = rows.map((row) => row[key]).filter((value) => typeof value === 'number');
  return values.length > 0 ? Math.max(...values) : null;
}
