import { formatNumber } from './format-number.js';
import type { CommittedReport } from './report.js';

/** A figure that a text claims, between two comments that say which it is. */
const CLAIM = /<!-- figure:([\w-]+)\.(\w+) -->([^<]*)<!-- \/figure -->/g;

type Measured = Pick<CommittedReport, 'scenarios'>;

function measuredOf(report: Measured, scenario: string, key: string): string | undefined {
  const figures = report.scenarios.find(({ name }) => name === scenario)?.figures;
  const figure = figures?.find((each) => each.key === key);
  return figure && formatNumber(figure.median);
}

/** The text with the report's figures; what the report does not have stays, and `falseClaims` names it. */
export const withFigures = (text: string, report: Measured): string =>
  text.replace(CLAIM, (whole, scenario: string, key: string) => {
    const measured = measuredOf(report, scenario, key);
    return measured === undefined ? whole : `<!-- figure:${scenario}.${key} -->${measured}<!-- /figure -->`;
  });

/** Claims of a text that the report does not bear out. */
export const falseClaims = (text: string, report: Measured): string[] =>
  [...text.matchAll(CLAIM)].flatMap(([, scenario = '', key = '', claimed]) => {
    const measured = measuredOf(report, scenario, key) ?? 'nothing';
    return claimed === measured
      ? []
      : [`${scenario}.${key} is claimed as '${claimed}', the report has '${measured}'`];
  });
