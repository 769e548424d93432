import { useState } from 'react';
import { BrandMark } from './page-shell.js';
import { useSite } from './site.js';

/**
 * The show's image; without one, or when it fails to load, the background of the site, and at last the logo on a colour
 * derived from the title.
 */
export function Poster({ title, url }: { title: string; url: string | null }) {
  const { backgroundUrl } = useSite();
  const [broken, setBroken] = useState<readonly string[]>([]);
  const shown = [url, backgroundUrl].find((each) => each && !broken.includes(each));
  if (shown)
    return (
      <img
        className="poster"
        src={shown}
        alt=""
        loading="lazy"
        onError={() => setBroken([...broken, shown])}
      />
    );
  const tint = [...title].reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 6;
  return (
    <span className={`poster poster-plain poster-${tint}`} aria-hidden="true">
      <BrandMark />
    </span>
  );
}
