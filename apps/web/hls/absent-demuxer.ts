/** Stands in for what takes transport streams, AAC and MP3 apart: all of our media is fragmented MP4. */
const AbsentDemuxer = { probe: (): boolean => false };
// biome-ignore lint/style/noDefaultExport: hls.js imports it by no other name
export default AbsentDemuxer;
