interface Board {
  width: number;
  height: number;
  getContext(kind: '2d'): {
    getImageData(x: number, y: number, width: number, height: number): { data: Iterable<number> };
  };
}

/** Of a channel, of 255: far from white, and more than coding changes. */
export const INKED = 90;

/** Runs in the page: whether its whiteboard has a line of ink at each of these heights, in its middle. */
export function boardHasInk({ at, inked }: { at: readonly number[]; inked: number }): boolean {
  const { document } = globalThis as never as { document: { querySelector(s: string): Board | null } };
  const board = document.querySelector('.board-canvas');
  if (!board) return false;
  const ink = board.getContext('2d');
  return at.every((height) => {
    const { data } = ink.getImageData(board.width / 2, Math.round(board.height * height) - 2, 1, 5);
    return [...data].some((value, index) => index % 4 !== 3 && value < 255 - inked);
  });
}
