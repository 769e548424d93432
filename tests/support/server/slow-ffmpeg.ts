import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An FFmpeg whose encoders of video wait while there is a file at `slow`. Answers where it is. */
export function slowFfmpeg(folder: string, slow: string): string {
  const path = join(folder, 'ffmpeg');
  const waits = `case "$*" in *libx264*) while [ -e ${slow} ]; do sleep 0.2; done;; esac`;
  writeFileSync(path, `#!/bin/sh\n${waits}\nexec ffmpeg "$@"\n`, { mode: 0o755 });
  return path;
}
