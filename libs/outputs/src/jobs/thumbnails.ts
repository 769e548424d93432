/** Small images in rows, one every so often. */
export interface Sprite {
  everySeconds: number;
  width: number;
  height: number;
  columns: number;
  rows: number;
}

const MOST = 100;
const COLUMNS = 10;
/** The distance of key frames: there is nothing between them. */
const LEAST_SECONDS = 2;

export function spriteOf(seconds: number): Sprite {
  const everySeconds = Math.max(LEAST_SECONDS, Math.ceil(seconds / MOST));
  const count = Math.max(1, Math.ceil(seconds / everySeconds));
  return {
    everySeconds,
    width: 160,
    height: 90,
    columns: Math.min(COLUMNS, count),
    rows: Math.ceil(count / COLUMNS),
  };
}

/** WebVTT with a part of an image in place of words, as players of all kinds read it. */
export function printThumbnails(sprite: Sprite, seconds: number, image: string): string {
  const { everySeconds, width, height, columns } = sprite;
  const count = Math.max(1, Math.ceil(seconds / everySeconds));
  const cues = Array.from({ length: count }, (_, index) => {
    const from = index * everySeconds;
    const x = (index % columns) * width;
    const y = Math.floor(index / columns) * height;
    return `${clock(from)} --> ${clock(Math.min(seconds, from + everySeconds))}\n${image}#xywh=${x},${y},${width},${height}\n`;
  });
  return `WEBVTT\n\n${cues.join('\n')}`;
}

function clock(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const millis = String(Math.floor((seconds % 1) * 1_000)).padStart(3, '0');
  return `${two(seconds / 3_600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}.${millis}`;
}
