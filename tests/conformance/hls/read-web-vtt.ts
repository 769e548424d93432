export interface ReadCue {
  id: string;
  startMs: number;
  endMs: number;
  text: string;
}

const HEAD = /^WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:(\d+),LOCAL:(\d\d):(\d\d):(\d\d)\.(\d{3})\n\n?/;
const TIMES = /^(\d\d):([0-5]\d):([0-5]\d)\.(\d{3}) --> (\d\d):([0-5]\d):([0-5]\d)\.(\d{3})$/;

/** A WebVTT file as this server prints them; a string where it breaks the form of such a file. */
export function readWebVtt(text: string): ReadCue[] | string {
  const head = HEAD.exec(text);
  if (!head) return 'no WEBVTT head with X-TIMESTAMP-MAP';
  if (head.slice(1).some((each) => Number(each) !== 0)) return `times are not the media's: ${head[0]}`;
  const blocks = text.slice(head[0].length).split('\n\n');
  const cues: ReadCue[] = [];
  for (const block of blocks) {
    if (block.trim() === '' || /^NOTE withdrawn(?: [A-Za-z0-9._-]+)+\n?$/.test(block)) continue;
    const [id = '', times = '', ...lines] = block.split('\n');
    const match = TIMES.exec(times);
    if (!match || id === '' || id.includes('-->')) return `no cue: ${block}`;
    const [startMs, endMs] = [match.slice(1, 5), match.slice(5, 9)].map(msOf) as [number, number];
    cues.push({ id, startMs, endMs, text: lines.join('\n').trimEnd() });
  }
  return cues;
}

function msOf([hours = '', minutes = '', seconds = '', ms = '']: readonly string[]): number {
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1_000 + Number(ms);
}
