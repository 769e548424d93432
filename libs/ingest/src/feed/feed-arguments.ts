export interface FeedArguments {
  container: 'flv' | 'mpegts';
  /** What comes has video, which is encoded: the stage gets the other one as it is, without FFmpeg. */
  hasVideo: boolean;
  hasAudio: boolean;
  /** One local port takes RTP and RTCP of both. */
  port: number;
  videoSsrc: number;
  audioSsrc: number;
  /**
   * The moment that sender reports of both streams give for time zero. By itself FFmpeg takes for each one the moment at which
   * its first packet was about to be sent, which comes later for audio that must be encoded. Of audio alone zero is the
   * sender's own, otherwise what comes first.
   */
  zeroWallMs: number;
}

export const VIDEO_PAYLOAD_TYPE = 96;
export const AUDIO_PAYLOAD_TYPE = 97;

// Nobuffer would drop the frames read while probing. FLV's times are whole milliseconds, of which FFmpeg by itself reads
// 40 frames to be sure of the rate: an encode needs to know it less precisely.
const PROBES = {
  encode: ['-probesize', '32768', '-analyzeduration', '0', '-fpsprobesize', '20'],
  // FLV with one track is read up to this size: one packet is enough for what its header has not said.
  alone: ['-probesize', '32', '-analyzeduration', '0', '-fpsprobesize', '0'],
  // Of a stream that may have further tracks FFmpeg reads so much; after the first PMT no other one is waited for.
  mpegts: ['-probesize', '1000000', '-analyzeduration', '400000', '-scan_all_pmts', '0'],
} as const;

function probeOf({ container, hasVideo }: FeedArguments): readonly string[] {
  if (container === 'mpegts') return PROBES.mpegts;
  return hasVideo ? PROBES.encode : PROBES.alone;
}
const PACKET_BYTES = 1_200;
const MOST_FRAMES_A_SECOND = 60;
/** 4K, in cinema's width and a little more: an encoder may say that a frame has gigabytes of pixels. */
const MOST_PIXELS = 4_096 * 2_304;

/** A decoder of several frames at once holds one back for each of its threads: half a second on a machine of 16 cores. */
const DECODES_AT_ONCE = ['-thread_type', 'slice'];

/** Beside video that goes another way, with the times of which its own are to agree. */
const isAudioOfFlv = ({ container, hasVideo }: FeedArguments): boolean => container === 'flv' && !hasVideo;

/** What an encoder sends, in; RTP for the stage, out. */
export function feedArguments(feed: FeedArguments): string[] {
  const limits = ['-max_pixels', `${MOST_PIXELS}`];
  // Key frames of an encode are counted from zero on.
  const times = isAudioOfFlv(feed) ? ['-copyts'] : [];
  const reading = [...times, ...limits, ...DECODES_AT_ONCE, ...probeOf(feed)];
  const input = [...reading, '-f', feed.container, '-i', 'pipe:0'];
  return ['-nostdin', '-hide_banner', '-loglevel', 'error', ...input, ...videoOf(feed), ...audioOf(feed)];
}

function videoOf(feed: FeedArguments): string[] {
  if (!feed.hasVideo) return [];
  const filters = "scale=w='min(1920,iw)':h=-2:out_range=tv,format=yuv420p";
  const coded = [
    ...['-vf', filters, '-fpsmax', `${MOST_FRAMES_A_SECOND}`],
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-tune', 'zerolatency', '-profile:v', 'high'],
    ...['-b:v', '4M', '-maxrate', '5M', '-bufsize', '5M'],
    ...['-force_key_frames', 'expr:gte(t,n_forced*1)', '-bsf:v', 'dump_extra=freq=keyframe'],
  ];
  return ['-map', '0:v:0', '-an', ...coded, ...rtp(VIDEO_PAYLOAD_TYPE, feed.videoSsrc, feed)];
}

function audioOf(feed: FeedArguments): string[] {
  if (!feed.hasAudio) return [];
  // Container times are whole milliseconds: without async, browsers conceal what they take for gaps.
  const coded = [
    '-af',
    'aresample=async=1000',
    '-c:a',
    'libopus',
    '-ar',
    '48000',
    '-ac',
    '2',
    '-b:a',
    '128k',
  ];
  const frames = ['-frame_duration', '20', '-application', 'audio'];
  return ['-map', '0:a:0', '-vn', ...coded, ...frames, ...rtp(AUDIO_PAYLOAD_TYPE, feed.audioSsrc, feed)];
}

const rtp = (payloadType: number, ssrc: number, { port, zeroWallMs }: FeedArguments): string[] => [
  ...['-start_time_realtime', `${Math.round(zeroWallMs * 1_000)}`],
  ...['-f', 'rtp', '-payload_type', `${payloadType}`, '-ssrc', `${ssrc | 0}`],
  `rtp://127.0.0.1:${port}?rtcpport=${port}&pkt_size=${PACKET_BYTES}`,
];
