import type { ProgrammeHealthView } from '#protocol';
import { useText } from '../../i18n/use-text.js';

/** Below this the meter is empty; at -9 LUFS it is full. */
const QUIETEST_LUFS = -49;
const RANGE_LU = 40;

const shareOf = (lufs: number): number => Math.min(1, Math.max(0, (lufs - QUIETEST_LUFS) / RANGE_LU));

/** The programme's loudness by EBU R 128, once a second. */
export function LoudnessFigures({ loudness }: { loudness: ProgrammeHealthView['loudness'] }) {
  const t = useText();
  if (!loudness) return <p className="small dim">{t('studio.audio.loudness.none')}</p>;
  const { momentaryLufs, shortTermLufs, integratedLufs, peakDb, gainDb } = loudness;
  const number = (value: number | null) =>
    value === null || value < -70 ? '–' : (Math.round(value * 10) / 10).toFixed(1);
  const lufs = (value: number | null) => t('studio.audio.lufs', { value: number(value) });
  const decibels = (value: number) => t('studio.audio.decibels', { value: number(value) });
  const figures: [string, string][] = [
    [t('studio.audio.momentary'), lufs(momentaryLufs)],
    [t('studio.audio.short-term'), lufs(shortTermLufs)],
    [t('studio.audio.integrated'), lufs(integratedLufs)],
    [t('studio.audio.peak'), decibels(peakDb)],
    [t('studio.audio.gain'), decibels(gainDb)],
  ];
  return (
    <div className="stack-tight">
      <span className="meter mix-meter" role="img" aria-label={lufs(momentaryLufs)}>
        <span
          className="meter-fill"
          style={{ '--level': shareOf(momentaryLufs).toFixed(3) } as React.CSSProperties}
        />
      </span>
      <dl className="figures">
        {figures.map(([name, value]) => (
          <div className="figure" key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
