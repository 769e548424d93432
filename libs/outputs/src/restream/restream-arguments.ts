import type { TargetAddress } from './target-address.js';

/** A target that takes nothing for so long is left and connected to again. */
const STUCK_US = 5_000_000;
const SRT_LATENCY_US = 200_000;

export interface RestreamOutput {
  url: string;
  options: string[];
  /** Of the protocol; FFmpeg reads them from a file, since every user of the machine may read its arguments. */
  secrets: Readonly<Record<string, string>>;
}

/** Where FFmpeg connects to: the address that was judged, or our own end of a TLS connection to it. */
export interface ConnectTo {
  address: string;
  port: number;
}

const hostOf = (address: string): string => (address.includes(':') ? `[${address}]` : address);

/** What FFmpeg is given for a target, as a pure function. It copies what the programme has encoded. */
export function restreamOutput(target: TargetAddress, key: string, to: ConnectTo): RestreamOutput {
  const at = `${hostOf(to.address)}:${to.port}`;
  return target.protocol === 'srt' ? srtOutput(target, key, at) : rtmpOutput(target, key, at);
}

/** The first step of the path is the application, the rest and the key are the stream. */
function rtmpOutput(
  { protocol, host, port, path, query }: TargetAddress,
  key: string,
  at: string,
): RestreamOutput {
  const steps = path.split('/').filter((step) => step !== '');
  const given = [...steps.slice(1), ...(key === '' ? [] : [key])].join('/');
  const asked = query.size === 0 ? '' : `?${query}`;
  const app = steps[0] ?? '';
  const named = `${protocol}://${hostOf(host)}:${port}/${app}`;
  return {
    url: `rtmp://${at}/${app}`,
    options: [
      ...[
        '-map',
        '0:v',
        '-map',
        '0:a',
        '-c',
        'copy',
        '-f',
        'flv',
        '-flvflags',
        'no_duration_filesize',
        '-flush_packets',
        '1',
      ],
      ...['-rtmp_app', app, '-rtmp_tcurl', named],
      ...['-rtmp_live', 'live', '-rw_timeout', `${STUCK_US}`],
    ],
    secrets: { rtmp_playpath: `${given}${asked}` },
  };
}

function srtOutput({ query }: TargetAddress, key: string, at: string): RestreamOutput {
  const asked = new URLSearchParams({ mode: 'caller', transtype: 'live', latency: `${SRT_LATENCY_US}` });
  for (const name of ['latency', 'pbkeylen']) {
    const value = query.get(name);
    if (value !== null) asked.set(name, value);
  }
  const streamId = key === '' ? (query.get('streamid') ?? '') : key;
  asked.set('timeout', `${STUCK_US}`);
  return {
    url: `srt://${at}?${asked}`,
    options: [
      ...[
        '-map',
        '0:v',
        '-map',
        '0:a',
        '-c',
        'copy',
        '-bsf:v',
        'h264_mp4toannexb,dump_extra=freq=keyframe',
        '-f',
        'mpegts',
      ],
      ...['-flush_packets', '1'],
    ],
    secrets: { srt_streamid: streamId, passphrase: query.get('passphrase') ?? '' },
  };
}
