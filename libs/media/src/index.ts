export { type AdtsFrame, AdtsSplitter } from './adts-splitter.js';
export { Av1Depacketiser } from './av1-depacketiser.js';
export { OBU, type Obu, readAv1Sequence, readObu } from './av1-obu.js';
export { type FlvFrame, FlvSplitter } from './flv-splitter.js';
export { FLV_HEADER, flvAudio, flvAudioConfig, flvVideo, flvVideoConfig } from './flv-writer.js';
export { type AacTrack, printAacInit } from './fmp4/aac-init.js';
export { type Box, boxesIn, findBox, getBox, MalformedMp4, printBox } from './fmp4/box.js';
export { av1CodecString, avcCodecString, mp4aCodecString } from './fmp4/codec-string.js';
export { type EventMessage, parseEventMessage, printEventMessage } from './fmp4/event-message.js';
export {
  FragmentSplitter,
  isSyncSample,
  type Mp4Piece,
  type Mp4Sample,
  moveFragment,
  NON_SYNC_SAMPLE,
  readFragment,
  SYNC_SAMPLE,
} from './fmp4/fragment.js';
export { withParameterSetsInStream } from './fmp4/parameter-sets-in-stream.js';
export { type FragmentHeader, printFragment } from './fmp4/print-fragment.js';
export { parseTrackInit, type SampleDefaults, type TrackInit } from './fmp4/track-init.js';
export { annexBNals, H264_NAL, h264NalType, lengthPrefixed, printAnnexB } from './h264-access-unit.js';
export { H264Depacketiser } from './h264-depacketiser.js';
export { h264Payloads } from './h264-payloads.js';
export { type H264Sps, h264SpsSize, parseH264Sps } from './h264-sps.js';
export { printId3Text } from './id3.js';
export { type IvfHeader, parseIvfFrames, printIvfFrameHeader, printIvfHeader } from './ivf.js';
export { AttributeList, MalformedPlaylist } from './m3u8/attributes.js';
export { type DateRange, parseDateRange, printDateRange } from './m3u8/date-range.js';
export { applyDelta, deltaOf } from './m3u8/delta-update.js';
export type {
  MediaPart,
  MediaPlaylist,
  MediaSegment,
  OpenSegment,
  RenditionReport,
  SegmentHead,
  ServerControl,
} from './m3u8/media-playlist.js';
export type {
  AudioRendition,
  MultivariantPlaylist,
  SubtitleRendition,
  Variant,
} from './m3u8/multivariant-playlist.js';
export { parseMediaPlaylist } from './m3u8/parse-media-playlist.js';
export { parseMultivariantPlaylist } from './m3u8/parse-multivariant-playlist.js';
export { type PartFacts, printPartFacts } from './m3u8/part-facts.js';
export { printMediaPlaylist } from './m3u8/print-media-playlist.js';
export { printMultivariantPlaylist } from './m3u8/print-multivariant-playlist.js';
export { opusPacketSamples } from './opus-packet.js';
export { type PackedPacket, PacketPack, packetsIn } from './packed-packets.js';
export { type Ordered, ReorderBuffer, type ReorderOptions } from './reorder-buffer.js';
export { parseRtpPacket, printRtpPacket, type RtpPacket } from './rtp-packet.js';
export { RtpUnwrap } from './rtp-unwrap.js';
export { printSpliceInsert, type SpliceInsert } from './scte35.js';
export { SenderClock } from './sender-clock.js';
export { printSenderReport, type RtcpSenderReport } from './sender-report.js';
export { VIDEO_CODECS, type VideoCodec, type VideoDepacketiser, videoDepacketiser } from './video-codec.js';
export type { CodedFrame } from './video-frame.js';
export { Vp8Depacketiser, vp8KeyFrameSize } from './vp8-depacketiser.js';
export { Vp9Depacketiser } from './vp9-depacketiser.js';
export type { CaptionCue } from './webvtt/caption-cue.js';
export { parseWebVtt, type ReadWebVtt } from './webvtt/parse-web-vtt.js';
export { printWebVtt, type WebVttOptions } from './webvtt/print-web-vtt.js';
