import {
  Av1Depacketiser,
  applyDelta,
  deltaOf,
  FragmentSplitter,
  H264Depacketiser,
  h264SpsSize,
  MalformedMp4,
  MalformedPlaylist,
  opusPacketSamples,
  parseIvfFrames,
  parseMediaPlaylist,
  parseMultivariantPlaylist,
  parseRtpPacket,
  parseTrackInit,
  printMediaPlaylist,
  ReorderBuffer,
  type RtpPacket,
  readFragment,
  type VideoDepacketiser,
  Vp8Depacketiser,
  Vp9Depacketiser,
} from '#media';
import { filesOf, hexLines } from '../corpus.js';
import type { FuzzTarget } from '../fuzz-target.js';
import { mutateBytes } from '../mutate-bytes.js';

const never = () => false;

function bytesTarget(
  name: string,
  corpus: readonly Buffer[],
  read: (bytes: Buffer) => void,
  isRefusal: (error: unknown) => boolean = never,
): FuzzTarget {
  return {
    name,
    next: (random) => mutateBytes(corpus, random),
    read: (input) => read(input as Buffer),
    isRefusal,
  };
}

/** The way of a guest's packet: parsed, put in order, put together. State is kept from input to input, as live. */
function rtpTarget(
  name: string,
  corpus: readonly Buffer[],
  depacketiser: VideoDepacketiser,
  isMarked = true,
) {
  const order = new ReorderBuffer({ waitMs: 100, limit: 64 });
  let nowMs = 0;
  return bytesTarget(name, corpus, (bytes) => {
    nowMs += 5;
    const packet = parseRtpPacket(bytes);
    if (packet) order.push(packet, nowMs);
    for (const each of order.drain(nowMs)) {
      if (each.kind === 'gap') depacketiser.lose();
      else depacketiser.push(isMarked ? each.packet : unmarked(each.packet));
    }
  });
}

/** Of a sender that never ends a frame. */
const unmarked = (packet: RtpPacket): RtpPacket => ({ ...packet, marker: false, timestamp: 1 });

function readMp4(bytes: Buffer): void {
  for (const piece of new FragmentSplitter().push(bytes)) {
    if (piece.kind === 'init') parseTrackInit(piece.bytes);
    else readFragment(piece.bytes, { durationTicks: 1_024, sizeBytes: 0, flags: 0 });
  }
}

/** Whatever is read and dated must also be printable. */
function readPlaylist(bytes: Buffer): void {
  const playlist = parseMediaPlaylist(bytes.toString('utf8'));
  const delta = deltaOf(playlist);
  if (delta) applyDelta(playlist, delta);
  const heads = [...playlist.segments, ...(playlist.open ? [playlist.open] : [])];
  if (heads.every((each) => Number.isFinite(each.programDateTimeMs))) printMediaPlaylist(playlist);
}

const isMalformedPlaylist = (error: unknown) => error instanceof MalformedPlaylist;

export function mediaTargets(): FuzzTarget[] {
  const playlists = filesOf('m3u8');
  return [
    rtpTarget('RTP with VP8', hexLines('rtp-vp8.hex'), new Vp8Depacketiser()),
    rtpTarget('RTP with H.264', hexLines('rtp-h264.hex'), new H264Depacketiser()),
    rtpTarget('RTP with VP8, without markers', hexLines('rtp-vp8.hex'), new Vp8Depacketiser(), false),
    rtpTarget('RTP with H.264, without markers', hexLines('rtp-h264.hex'), new H264Depacketiser(), false),
    rtpTarget('RTP with VP9', hexLines('rtp-vp9.hex'), new Vp9Depacketiser()),
    rtpTarget('RTP with VP9, without markers', hexLines('rtp-vp9.hex'), new Vp9Depacketiser(), false),
    rtpTarget('RTP with AV1', hexLines('rtp-av1.hex'), new Av1Depacketiser()),
    rtpTarget('RTP with AV1, without markers', hexLines('rtp-av1.hex'), new Av1Depacketiser(), false),
    bytesTarget('sequence parameter set', hexLines('sps.hex'), (bytes) => void h264SpsSize(bytes)),
    bytesTarget('Opus packet', hexLines('opus.hex'), (bytes) => void opusPacketSamples(bytes)),
    bytesTarget('IVF', hexLines('ivf.hex'), (bytes) => void parseIvfFrames(bytes)),
    bytesTarget('fragmented MP4', filesOf('mp4'), readMp4, (error) => error instanceof MalformedMp4),
    bytesTarget('media playlist', playlists, readPlaylist, isMalformedPlaylist),
    bytesTarget(
      'multivariant playlist',
      playlists,
      (bytes) => void parseMultivariantPlaylist(bytes.toString('utf8')),
      isMalformedPlaylist,
    ),
  ];
}
