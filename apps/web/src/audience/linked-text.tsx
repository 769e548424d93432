/** An address up to white space; what closes a sentence or a bracket is not part of it. */
const ADDRESS = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]}'…]/g;

/** Text whose addresses are links; everything else stays text. */
export function LinkedText({ text }: { text: string }) {
  const parts: (string | { url: string; at: number })[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    parts.push(text.slice(end, match.index), { url: match[0], at: match.index });
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  return parts.map((part) =>
    typeof part === 'string' ? (
      part
    ) : (
      <a key={part.at} href={part.url} target="_blank" rel="noopener noreferrer nofollow ugc">
        {part.url}
      </a>
    ),
  );
}
