/** What a programme is made with. A build for another purpose may lack one of them. */
const ENCODERS = ['libx264', 'aac', 'libopus'];
const DECODERS = ['vp8', 'h264'];
const FORMATS = ['ivf', 'mp4', 'flv', 'rawvideo'];

type Listed = Record<string, unknown>;

const listed = (read: (done: (error: Error | null, found: Listed) => void) => void): Promise<Listed> =>
  new Promise((resolve, reject) => {
    read((error, found) => (error ? reject(error) : resolve(found)));
  });

/**
 * What this FFmpeg lacks of what a programme needs. The one place of this room that uses fluent-ffmpeg, by its public
 * interface: it reads the lists of all versions. Encoders and decoders are children of the kernel, which gives them
 * descriptors, bounds and an environment of their own.
 */
export async function missingInFfmpeg(ffmpegPath: string): Promise<string[]> {
  const { default: ffmpeg } = await import('fluent-ffmpeg');
  const command = ffmpeg().setFfmpegPath(ffmpegPath);
  const [encoders, codecs, formats] = await Promise.all([
    listed((done) => command.getAvailableEncoders(done)),
    listed((done) => command.getAvailableCodecs(done)),
    listed((done) => command.getAvailableFormats(done)),
  ]);
  return [
    ...ENCODERS.filter((name) => !(name in encoders)).map((name) => `the encoder ${name}`),
    ...DECODERS.filter((name) => !(name in codecs)).map((name) => `the codec ${name}`),
    ...FORMATS.filter((name) => !(name in formats)).map((name) => `the format ${name}`),
  ];
}
