import { currentText } from '../../i18n/use-text.js';

/** What the server wrote down when no answer came, by what it has in it. */
const FAULTS = [
  [/ENOTFOUND|EAI_AGAIN/, 'owner.webhooks.fault.not-found'],
  [/ECONNREFUSED/, 'owner.webhooks.fault.refused'],
  [/timeout|ETIMEDOUT/, 'owner.webhooks.fault.late'],
  [/certificate|CERT_/, 'owner.webhooks.fault.certificate'],
] as const;

/** Why a receiver was not reached, in the language of the page; the server's own words where there are no others. */
export function faultText(lastError: string): string {
  const [, key] = FAULTS.find(([sign]) => sign.test(lastError)) ?? [];
  return key === undefined ? lastError : currentText()(key);
}
