/** Reads the numbers of FFmpeg's timecode format: a comment line, then one number a line. */
export class TimecodeLines {
  #rest = '';

  push(text: string): number[] {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    return lines.filter((line) => line !== '' && !line.startsWith('#')).map(Number);
  }
}
