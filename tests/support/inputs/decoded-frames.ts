import { spawn } from 'node:child_process';

/** Frames of one segment through a filter of FFmpeg's that ends with raw pixels of `frameBytes`. */
export function decodedFrames(bytes: Buffer, filter: string, frameBytes: number): Promise<Buffer[]> {
  const args = ['-v', 'error', '-i', 'pipe:0', '-vf', filter, '-fps_mode', 'passthrough'];
  const child = spawn('ffmpeg', [...args, '-f', 'rawvideo', 'pipe:1']);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin.on('error', () => undefined);
  child.stdin.end(bytes);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => {
      const all = Buffer.concat(chunks);
      const count = Math.floor(all.length / frameBytes);
      resolve(Array.from({ length: count }, (_, at) => all.subarray(at * frameBytes, (at + 1) * frameBytes)));
    });
  });
}
