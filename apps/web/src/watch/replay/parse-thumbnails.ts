/** A part of an image that shows a recording between two moments. */
export interface Thumbnail {
  fromS: number;
  toS: number;
  /** As the list names it, beside the list. */
  image: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

const CUE = /^(\d+:\d{2}:\d{2}\.\d{3}) --> (\d+:\d{2}:\d{2}\.\d{3})\n(\S+)#xywh=(\d+),(\d+),(\d+),(\d+)$/gm;

/** The list of small images beside a recording; what is no image of it is left out. */
export function parseThumbnails(vtt: string): Thumbnail[] {
  return [...vtt.matchAll(CUE)].map(([, from = '', to = '', image = '', ...places]) => {
    const [x = 0, y = 0, width = 0, height = 0] = places.map(Number);
    return { fromS: secondsOf(from), toS: secondsOf(to), image, x, y, width, height };
  });
}

const secondsOf = (text: string): number => text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
