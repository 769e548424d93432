/** @jest-environment jsdom */
import { expect, test } from '@jest/globals';
import { chooseLocale } from '../i18n/locale.js';
import { currentText } from '../i18n/use-text.js';
import { noticeText } from './notice-text.js';

const message = 'The quality 720p is paused.';

test('a notice of the server is said in the language of the page', async () => {
  await chooseLocale('ko');
  const notice = { code: 'rung-shed', values: { quality: '720p' }, message };
  expect(noticeText(notice, currentText())).toBe('서버가 바쁩니다. 720p 화질을 일시 중지했습니다.');
});

test('a code that this page does not know is said in the words of the server', async () => {
  await chooseLocale('ko');
  expect(noticeText({ code: 'from-the-future', message }, currentText())).toBe(message);
});
