import type { Page } from 'playwright-core';

/** A part of the programme, each of 0 to 1. */
export interface ProgrammeArea {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface Canvas {
  width: number;
  height: number;
  getContext(kind: '2d'): {
    drawImage(...all: unknown[]): void;
    getImageData(x: number, y: number, width: number, height: number): { data: Uint8ClampedArray };
  };
}
interface Window {
  document: {
    querySelector(selector: string): { videoWidth: number; videoHeight: number };
    createElement(name: 'canvas'): Canvas;
  };
}

/** How light each pixel is that a viewer is shown there at this moment, of 255, row after row. */
export const programmeLight = (page: Page, area: ProgrammeArea): Promise<number[]> =>
  page.evaluate(({ x, y, width, height }) => {
    const { document } = globalThis as never as Window;
    const video = document.querySelector('.player video');
    const canvas = document.createElement('canvas');
    canvas.width = video.videoWidth;
    canvas.height = video.videoHeight;
    const ink = canvas.getContext('2d');
    ink.drawImage(video, 0, 0);
    const columns = Math.round(width * canvas.width);
    const rows = Math.round(height * canvas.height);
    const { data } = ink.getImageData(
      Math.round(x * canvas.width),
      Math.round(y * canvas.height),
      columns,
      rows,
    );
    return Array.from(
      { length: columns * rows },
      (_, pixel) => ((data[pixel * 4] ?? 0) + (data[pixel * 4 + 1] ?? 0) + (data[pixel * 4 + 2] ?? 0)) / 3,
    );
  }, area);

/** The share of the pixels for which that holds. */
export const shareOf = (light: readonly number[], holds: (value: number, at: number) => boolean): number =>
  light.filter(holds).length / light.length;
