/** A clip from one start to its end, to its next start, or to where it is no longer shown. */
export interface ClipPlay {
  /** The frame of the programme that has, or would have had, the clip's first one. */
  from: number;
  /** The last one that was read. */
  to: number;
  /** How many frames of it were read, the held last one not counted. */
  read: number;
  /** How far its frames are from where the first ones of them say that they must be: 0 of a clip that never slides. */
  slides: number;
}

export interface ClipFinding {
  plays: ClipPlay[];
  /** Where it jumped, froze or ended early. */
  faults: string[];
}

/** A number that is read once or twice may be a mixture of two scenes; one that counts on is none. */
const LEAST_STRETCH = 3;

interface Stretch {
  offset: number;
  from: number;
  to: number;
}

/**
 * From the number of the clip's frame in each frame of the programme: a clip that began with frame `k` shows its frame
 * `n` in frame `k + n`, within one, until its last frame, which stays; it begins again only with its first.
 */
export function judgeClip(numbers: readonly (number | undefined)[], clipFrames: number): ClipFinding {
  const plays: ClipPlay[] = [];
  const faults: string[] = [];
  for (const stretch of stretchesOf(numbers, clipFrames)) {
    const { offset, from, to } = stretch;
    const play = plays.at(-1);
    const slide = play ? Math.abs(offset - play.from) : Number.POSITIVE_INFINITY;
    if (play && slide <= 1) {
      play.slides = Math.max(play.slides, slide);
      play.to = to;
      play.read += to - from + 1;
    } else if (play && offset <= play.to) {
      faults.push(`frame ${from} shows ${from - offset}, ${play.from} began it, seen up to ${play.to}`);
      plays.push({ from: offset, to, read: to - from + 1, slides: 0 });
    } else plays.push({ from: offset, to, read: to - from + 1, slides: 0 });
  }
  return { plays, faults: [...faults, ...heldEarly(numbers, clipFrames, plays)] };
}

/** Frames one after the other whose numbers count on. */
function stretchesOf(numbers: readonly (number | undefined)[], clipFrames: number): Stretch[] {
  const found: Stretch[] = [];
  for (const [frame, number] of numbers.entries()) {
    if (number === undefined || number === clipFrames - 1) continue;
    const last = found.at(-1);
    const offset = frame - number;
    if (last?.offset === offset && last.to === frame - 1) last.to = frame;
    else found.push({ offset, from: frame, to: frame });
  }
  return found.filter(({ from, to }) => to - from + 1 >= LEAST_STRETCH);
}

/** The last frame of the clip before the clip was that far. */
function heldEarly(
  numbers: readonly (number | undefined)[],
  clipFrames: number,
  plays: readonly ClipPlay[],
): string[] {
  return plays.flatMap(({ from, to }, index) => {
    const next = plays[index + 1]?.from ?? numbers.length;
    const held = numbers.findIndex(
      (number, frame) => frame > to && frame < next && number === clipFrames - 1,
    );
    return held < 0 || held >= from + clipFrames - 2
      ? []
      : [`frame ${held} shows the last one, ${from} began it`];
  });
}
