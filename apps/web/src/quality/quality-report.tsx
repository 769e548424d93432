import type { AudienceQuality } from '#client';
import { currentLocale } from '../i18n/locale.js';
import { type Text, useText } from '../i18n/use-text.js';
import '../ui/results-table.css';
import { browserName, percentText, qualityWords, secondsText } from './quality-words.js';

type Group = AudienceQuality['browsers'][number];

interface Row extends Group {
  shown: string;
}

/** What viewers saw: in words, and by edge, browser and country. */
export function QualityReport({ quality }: { quality: AudienceQuality }) {
  const t = useText();
  const { all, browsers } = quality;
  if (all === null) return <p className="small dim">{t('quality.none')}</p>;
  const rows = rowsOf(quality, t);
  return (
    <>
      <ul className="stack-tight">
        {qualityWords(all, browsers, t).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {rows.length > 0 ? <GroupTable rows={rows} /> : null}
    </>
  );
}

function GroupTable({ rows }: { rows: readonly Row[] }) {
  const t = useText();
  const seconds = (value: Group['startMs']) => (value === null ? '–' : `${secondsText(value.median)} s`);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls has to be reached by keyboard
    <section className="results-table" tabIndex={0} aria-label={t('quality.groups')}>
      <table>
        <thead>
          <tr className="small dim">
            <th scope="col">{t('quality.groups')}</th>
            <th scope="col">{t('quality.column.viewings')}</th>
            <th scope="col">{t('quality.column.start')}</th>
            <th scope="col">{t('quality.column.latency')}</th>
            <th scope="col">{t('quality.column.stalled')}</th>
          </tr>
        </thead>
        <tbody className="tabular">
          {rows.map((row) => (
            <tr key={row.shown}>
              <th scope="row">{row.shown}</th>
              <td className="results-number">{row.viewings}</td>
              <td className="results-number">{seconds(row.startMs)}</td>
              <td className="results-number">{seconds(row.latencyMs)}</td>
              <td className="results-number">
                {row.stalledShare === null ? '–' : percentText(row.stalledShare)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A single browser, country or edge would repeat what the sentences say, so it has no row. */
function rowsOf({ edges, browsers, countries }: AudienceQuality, t: Text): Row[] {
  const regions = new Intl.DisplayNames([currentLocale()], { type: 'region' });
  const named = (groups: readonly Group[], name: (name: string) => string): Row[] =>
    groups.length < 2 ? [] : groups.map((group) => ({ ...group, shown: name(group.name) }));
  return [
    ...named(browsers, (name) => browserName(name, t)),
    ...named(countries, (name) => regions.of(name) ?? name),
    ...named(edges, (name) => (name === 'direct' ? t('quality.direct') : name)),
  ];
}
