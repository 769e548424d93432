const TINTS = 6;

const initials = (name: string): string =>
  name
    .trim()
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('')
    .toUpperCase();

const tint = (name: string): number =>
  [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7) % TINTS;

export function Avatar({ name, large }: { name: string; large?: boolean }) {
  return (
    <span className={`avatar avatar-${tint(name)}${large ? ' avatar-large' : ''}`} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
