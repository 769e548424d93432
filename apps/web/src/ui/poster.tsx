import { useState } from 'react';
import { BrandMark } from './page-shell.js';

/** The show's picture, or the arch in front of a colour of its own: also when the picture is gone. */
export function Poster({ title, url }: { title: string; url: string | null }) {
  const [broken, setBroken] = useState<string>();
  if (url && url !== broken)
    return <img className="poster" src={url} alt="" loading="lazy" onError={() => setBroken(url)} />;
  const tint = [...title].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 6;
  return (
    <span className={`poster poster-plain poster-${tint}`} aria-hidden="true">
      <BrandMark />
    </span>
  );
}
