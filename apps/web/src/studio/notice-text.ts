import type { ServerEventData } from '#protocol';
import { isMessageKey } from '../i18n/locale.js';
import type { Text } from '../i18n/use-text.js';

/** A notice of the server in the language of the page; a code that this page does not know is said in English. */
export function noticeText(
  { code, values, message }: Pick<ServerEventData<'programme.notice'>, 'code' | 'values' | 'message'>,
  t: Text,
): string {
  const key = `notice.${code}`;
  return isMessageKey(key) ? t(key, values) : message;
}
