import { useEffect, useState } from 'react';
import type { AudienceClient } from '#client';
import type { Reaction } from '#protocol';
import { useText } from '../i18n/use-text.js';
import { useObserved } from '../ui/use-observed.js';
import './reactions.css';

const SIGNS: Record<Reaction, string> = {
  clap: '👏',
  heart: '❤️',
  laugh: '😂',
  wow: '😮',
  fire: '🔥',
  'thumbs-up': '👍',
};
const KINDS = Object.keys(SIGNS) as Reaction[];
/** Reactions drawn at once for one report, however large the audience is. */
const MOST_AT_ONCE = 4;
const FLIES_MS = 2_400;

interface Flying {
  id: number;
  kind: Reaction;
  lane: number;
}

let nextId = 0;

export function Reactions({ audience }: { audience: AudienceClient }) {
  const t = useText();
  const { rules } = useObserved(audience.state);
  const [flying, setFlying] = useState<readonly Flying[]>([]);
  useEffect(
    () =>
      audience.reactions.watch((counts) => {
        const fresh = KINDS.flatMap((kind) =>
          Array.from({ length: Math.min(MOST_AT_ONCE, counts[kind] ?? 0) }, () => ({
            id: nextId++,
            kind,
            lane: nextId % 7,
          })),
        );
        setFlying((last) => [...last, ...fresh].slice(-24));
        const ids = new Set(fresh.map(({ id }) => id));
        setTimeout(() => setFlying((last) => last.filter(({ id }) => !ids.has(id))), FLIES_MS);
      }),
    [audience],
  );
  // What the host has switched off is no button that does nothing.
  if (!rules.reactionsOpen) return null;
  return (
    <div className="reactions" role="toolbar" aria-label={t('watch.react')}>
      {KINDS.map((kind) => (
        <button
          key={kind}
          type="button"
          className="react"
          aria-label={t(`watch.reaction.${kind}`)}
          onClick={() => audience.react(kind).catch(() => {})}
        >
          {SIGNS[kind]}
        </button>
      ))}
      <span className="reactions-air" aria-hidden="true">
        {flying.map(({ id, kind, lane }) => (
          <span key={id} className={`reaction reaction-lane-${lane}`}>
            {SIGNS[kind]}
          </span>
        ))}
      </span>
    </div>
  );
}
