import { expect, test } from '@jest/globals';
import { AudienceQuality } from './audience-quality.js';
import { cmcdOfRequest } from './cmcd-of-request.js';
import { readCmcd } from './read-cmcd.js';
import { viewingFacts } from './viewing-facts.js';

const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Safari/537.36';
const SAFARI =
  'Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15';
const factsOf = (row: string) => viewingFacts(readCmcd(row) ?? new Map());

function quality() {
  return new AudienceQuality({
    edges: [{ id: 'one', host: 'edge1.example.org' }],
    countryHeader: 'cf-ipcountry',
  });
}
const names = (told: ReturnType<AudienceQuality['take']>) =>
  told?.map(({ kind, name }) => `${kind} ${name}`).sort();

test('viewers are counted in all, by browser, by edge and by country, and never by two of them', () => {
  const figures = quality();
  const from = (agent: string, country: string) => ({
    headers: { 'user-agent': agent, 'cf-ipcountry': country, host: 'show.example.org:3000' },
  });
  figures.add('show_1', from(CHROME, 'kr'), [factsOf('e=ps,msd=800,sta=p')]);
  figures.add('show_1', from(SAFARI, 'DE'), [factsOf('e=t,bsd=300,h="edge1.example.org",ltc=900')]);
  const told = figures.take('show_1');
  expect(names(told)).toEqual([
    'all ',
    'browser chrome',
    'browser safari',
    'country DE',
    'country KR',
    'edge direct',
    'edge one',
  ]);
  const all = told?.find(({ kind }) => kind === 'all')?.counts;
  expect(all).toMatchObject({ stalls: 1, stalledMs: 300, errors: 0 });
  expect([all?.startMs.length, all?.latencyMs.length]).toEqual([1, 1]);
  expect(figures.take('show_1')).toBeUndefined();
});

test('whatever a client says of itself makes no group of its own', () => {
  const figures = quality();
  for (let index = 0; index < 3_000; index += 1) {
    const letters = `${String.fromCharCode(65 + (index % 26))}${String.fromCharCode(65 + (Math.floor(index / 26) % 26))}`;
    const headers = {
      'user-agent': `Robot/${index}`,
      'cf-ipcountry': letters,
      host: `h${index}.example.org`,
    };
    figures.add('show_1', { headers }, [factsOf('e=t,ltc=900')]);
    figures.add('show_1', { headers: { ...headers, 'cf-ipcountry': `<${index}>` } }, [
      factsOf(`h="h${index}",ltc=1`),
    ]);
  }
  const told = figures.take('show_1') ?? [];
  expect(told.length).toBeLessThanOrEqual(128);
  expect(told.filter(({ kind }) => kind === 'browser').map(({ name }) => name)).toEqual(['other']);
  expect(told.filter(({ kind }) => kind === 'edge').map(({ name }) => name)).toEqual(['direct']);
});

test('values that cannot be are left out, the rest counts', () => {
  expect(factsOf('bsd=-4,ltc=99999999999,msd=700,br=0')).toEqual({ errors: 0, startMs: 700 });
  expect(factsOf('br=(128;a 2500;v),ec=("a" "b"),proscenium-played=2000')).toEqual({
    errors: 2,
    kbps: 2500,
    playedMs: 2000,
  });
  expect(factsOf('br=128,ot=a')).toEqual({ errors: 0 });
});

test.each([
  ['CMCD=bl%3D2100%2Cbr%3D2500%2Cbs%2Cot%3Dv%2Csid%3D%22a%22&_HLS_msn=4', {}],
  ['_HLS_msn=4', { 'cmcd-object': 'br=2500,ot=v', 'cmcd-status': 'bs', 'cmcd-session': 'sid="a"' }],
])('a request says it in its query or its headers: %j', (query, headers) => {
  expect(cmcdOfRequest(query, headers)).toEqual({ errors: 0, kbps: 2500, stall: {} });
});

test.each(['', 'x=1', 'CMCD=', 'CMCD=%E0%A4%A', 'CMCD=%3D%3D', `CMCD=${'a'.repeat(9_000)}`])(
  'a request without it, or with what is none: %j',
  (query) => expect(cmcdOfRequest(query, {})).toBeUndefined(),
);
