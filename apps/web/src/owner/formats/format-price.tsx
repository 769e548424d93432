import type { ProgrammePrice } from '#client';
import { currentLocale } from '../../i18n/locale.js';
import { useText } from '../../i18n/use-text.js';
import { Notice } from '../../ui/notice.js';
import { problemText } from '../../ui/problem-text.js';

export const coresText = (cores: number): string =>
  new Intl.NumberFormat(currentLocale(), { maximumFractionDigits: 2 }).format(cores);

interface FormatPriceProps {
  /** Undefined while it is being calculated. */
  price: ProgrammePrice | undefined;
  error: unknown;
  /** What is free is then beside this show itself. */
  isOnAir: boolean;
}

/** What the chosen formats take of the server, and what to do when that is too much. */
export function FormatPrice({ price, error, isOnAir }: FormatPriceProps) {
  const t = useText();
  if (error !== undefined)
    return (
      <Notice mood="bad" title={t('owner.formats.price.failed')}>
        {problemText(error)}
      </Notice>
    );
  if (price === undefined)
    return (
      <p className="small dim price" role="status" data-loading="">
        {t('owner.formats.price.checking')}
      </p>
    );
  const { neededCores, freeCores, mostCores } = price;
  const text = t('owner.formats.price.text', {
    needed: coresText(neededCores),
    free: coresText(freeCores),
    most: coresText(mostCores),
  });
  return (
    <div className="stack-tight">
      <div className="price" role="status">
        <p className="small">
          <strong>{text}</strong>
        </p>
        <meter
          className="price-meter"
          aria-label={t('owner.formats.price')}
          min={0}
          max={mostCores}
          low={Math.min(freeCores, mostCores)}
          high={mostCores}
          optimum={0}
          value={Math.min(neededCores, mostCores)}
        />
      </div>
      {neededCores > mostCores ? (
        <Notice mood="bad" title={t('owner.formats.too-large')}>
          {t('owner.formats.too-large.text')}
        </Notice>
      ) : neededCores > freeCores && !isOnAir ? (
        <Notice mood="warn" title={t('owner.formats.busy')}>
          {t('owner.formats.busy.text')}
        </Notice>
      ) : null}
    </div>
  );
}
