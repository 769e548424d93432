import { useEffect, useRef } from 'react';
import { LevelMeter } from '#client';

/** Moves with the voice, outside of React: sixty times a second is no business of a render. */
export function LevelBar({ track, name }: { track: MediaStreamTrack | null; name: string }) {
  const bar = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!track) return;
    const meter = new LevelMeter(track);
    let frame = 0;
    let shown = 0;
    const draw = () => {
      shown = Math.max(meter.read(), shown * 0.92);
      bar.current?.style.setProperty('--level', shown.toFixed(3));
      frame = requestAnimationFrame(draw);
    };
    draw();
    return () => {
      cancelAnimationFrame(frame);
      meter.close();
    };
  }, [track]);
  return (
    <span className="meter" role="img" aria-label={name}>
      <span className="meter-fill" ref={bar} />
    </span>
  );
}
