import { type ProgrammeSettings, type Rendition, SAMPLE_RATE_HZ } from '../settings.js';

/** One run of FFmpeg as pure data: one input on standard input, outputs as URLs. */
export interface EncoderPlan {
  input: string[];
  filter: string[];
  outputs: { renditionId: string; options: string[] }[];
}

/** Every rung is scaled from the one above it: the smaller picture costs less to read. */
function ladderFilter(settings: ProgrammeSettings, ladder: readonly Rendition[]): string[] {
  const parts: string[] = [];
  let source = '0:v';
  ladder.forEach((rung, index) => {
    const isLast = index === ladder.length - 1;
    const isCanvas = rung.width === settings.width && rung.height === settings.height;
    const scale = isCanvas ? 'null' : `scale=${rung.width}:${rung.height}:flags=bilinear`;
    const outputs = isLast ? `[out${index}]` : `,split=2[out${index}][from${index}]`;
    parts.push(`[${source}]${scale}${outputs}`);
    source = `from${index}`;
  });
  return parts;
}

const CMAF = '+cmaf+empty_moov+default_base_moof+delay_moov+skip_trailer';

/**
 * The half-pixel search of `veryfast` takes a fifth of its time and gains 0.06 dB at these bitrates: decision 0035.
 * Faster presets do not make it, and who chooses a slower one wants what it costs.
 */
const effort = ({ preset }: ProgrammeSettings): string[] =>
  preset === 'veryfast' ? ['-x264-params', 'subme=1'] : [];

function rungOptions(settings: ProgrammeSettings, rung: Rendition, index: number): string[] {
  const keyFrames = Math.round(settings.keyFrameSeconds * settings.frameRate);
  const kilobits = Math.round(rung.targetBitrate / 1_000);
  return [
    ...['-map', `[out${index}]`, '-an', '-c:v', 'libx264', '-preset', settings.preset],
    ...['-tune', 'zerolatency', ...effort(settings), '-profile:v', 'high', '-threads', '1'],
    ...['-pix_fmt', 'yuv420p'],
    ...['-b:v', `${kilobits}k`, '-maxrate', `${Math.round(kilobits * 1.1)}k`, '-bufsize', `${kilobits}k`],
    ...['-sc_threshold', '0', '-g', `${keyFrames}`, '-keyint_min', `${keyFrames}`],
    ...['-force_key_frames', `expr:gte(t,n_forced*${settings.keyFrameSeconds})`],
    ...[
      '-color_range',
      'tv',
      '-colorspace',
      'smpte170m',
      '-color_primaries',
      'smpte170m',
      '-color_trc',
      'bt709',
    ],
    ...[
      '-f',
      'mp4',
      '-movflags',
      `${CMAF}+frag_keyframe`,
      '-frag_duration',
      `${settings.fragmentMs * 1_000}`,
    ],
    ...['-flush_packets', '1'],
  ];
}

export function videoEncoderPlan(settings: ProgrammeSettings, ladder: readonly Rendition[]): EncoderPlan {
  return {
    input: [
      ...['-hide_banner', '-nostats', '-loglevel', 'warning', '-probesize', '32', '-analyzeduration', '0'],
      ...['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-video_size', `${settings.width}x${settings.height}`],
      ...['-framerate', `${settings.frameRate}`, '-threads', '1', '-filter_complex_threads', '1'],
    ],
    filter: ladderFilter(settings, ladder),
    outputs: ladder.map((rung, index) => ({
      renditionId: rung.id,
      options: rungOptions(settings, rung, index),
    })),
  };
}

/** The fast one takes a third of the time, and is the better one too where bits are not scarce (FFmpeg's own manual). */
const aacCoder = (bitrate: number): string => (bitrate >= 96_000 ? 'fast' : 'twoloop');

/** Sound is cut frame by frame: its 21.33 ms never meet a part's length, so the packager does the cutting. */
export function audioEncoderPlan(settings: ProgrammeSettings, rendition: Rendition): EncoderPlan {
  return {
    input: [
      ...['-hide_banner', '-nostats', '-loglevel', 'warning', '-probesize', '32', '-analyzeduration', '0'],
      ...['-f', 'f32le', '-ar', `${SAMPLE_RATE_HZ}`, '-ac', '2'],
    ],
    filter: [],
    outputs: [
      {
        renditionId: rendition.id,
        options: [
          ...['-map', '0:a', '-vn', '-c:a', 'aac', '-aac_coder', aacCoder(settings.audioBitrate)],
          ...['-b:a', `${settings.audioBitrate}`],
          ...[
            '-f',
            'mp4',
            '-use_editlist',
            '0',
            '-movflags',
            `${CMAF}+frag_every_frame`,
            '-flush_packets',
            '1',
          ],
        ],
      },
    ],
  };
}

/**
 * The AAC encoder puts this many samples of nothing in front. As many of the sound are left out at the start
 * of a run, so what is heard at a time stamp is what belongs there.
 */
export const AAC_PRIMING_SAMPLES = 1_024;
