import { ApiFailure } from '#client';
import { isMessageKey } from '../i18n/locale.js';
import { currentText } from '../i18n/use-text.js';

/** One sentence for a person about anything that was thrown; the server's own words where the catalogue has none. */
export function problemText(thrown: unknown): string {
  const t = currentText();
  if (thrown instanceof ApiFailure && thrown.code === 'offline') return t('problem.offline');
  if (!(thrown instanceof Error && 'code' in thrown)) return t('problem.unknown');
  const refusal = `refusal.${thrown.code}`;
  if (isMessageKey(refusal)) return t(refusal);
  if (thrown.message !== '') return thrown.message;
  return t('problem.unknown');
}
