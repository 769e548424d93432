import type { ShowLanguage } from '#protocol';

interface Texts {
  confirm: { subject: string; text: string };
  live: { subject: string; text: string };
  push: { title: string; body: string };
  allShows: string;
}

const TEXTS: Record<ShowLanguage, Texts> = {
  en: {
    confirm: {
      subject: '{site}: confirm your e-mail address',
      text: 'You asked {site} to be told by e-mail when these shows begin: {whose}.\n\nConfirm it here:\n{url}\n\nIf you did not ask for this, do nothing: nothing more will be sent to you.\n',
    },
    live: {
      subject: '{site}: {title} is live',
      text: '{title} has just begun.\n\nWatch it here:\n{url}\n\nYou get this e-mail because you asked to be told when shows begin. To stop it:\n{stopUrl}\n',
    },
    push: { title: '{title} is live', body: '{site}' },
    allShows: 'all shows',
  },
  ko: {
    confirm: {
      subject: '{site}: 이메일 주소를 확인해 주세요',
      text: '{site}에서 다음 방송이 시작되면 이메일로 알려 달라고 요청하셨습니다: {whose}.\n\n여기에서 확인해 주세요:\n{url}\n\n요청하지 않으셨다면 아무것도 하지 않으셔도 됩니다. 더 이상 메일을 보내지 않습니다.\n',
    },
    live: {
      subject: '{site}: {title} 방송이 시작되었습니다',
      text: '{title} 방송이 방금 시작되었습니다.\n\n여기에서 시청하세요:\n{url}\n\n방송이 시작되면 알려 달라고 요청하셔서 보내 드린 메일입니다. 그만 받으려면:\n{stopUrl}\n',
    },
    push: { title: '{title} 방송이 시작되었습니다', body: '{site}' },
    allShows: '모든 방송',
  },
};

const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);

type Filled = { subject: string; text: string };

export function confirmMail(
  language: ShowLanguage,
  { site, host, url }: { site: string; host: string | null; url: string },
): Filled {
  const { confirm, allShows } = TEXTS[language];
  const values = { site, url, whose: host ?? allShows };
  return { subject: fill(confirm.subject, values), text: fill(confirm.text, values) };
}

export function liveMail(
  language: ShowLanguage,
  values: { site: string; title: string; url: string; stopUrl: string },
): Filled {
  const { live } = TEXTS[language];
  return { subject: fill(live.subject, values), text: fill(live.text, values) };
}

/** What the browser shows, and where a press leads. */
export function livePush(
  language: ShowLanguage,
  values: { site: string; title: string; url: string },
): { title: string; body: string; url: string } {
  const { push } = TEXTS[language];
  return { title: fill(push.title, values), body: fill(push.body, values), url: values.url };
}
