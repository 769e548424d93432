import { useState } from 'react';
import { BrandMark } from './page-shell.js';

/** The show's image; without one, or when it fails to load, the logo on a colour derived from the title. */
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
