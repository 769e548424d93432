const LONGEST = 60;
const MOST = 500;

/** One word or phrase a line, as the server takes them. */
export const wordLines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim().slice(0, LONGEST))
    .filter((line) => line !== '')
    .slice(0, MOST);
