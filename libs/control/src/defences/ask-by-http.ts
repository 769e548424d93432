import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { ClassifiedLine } from '#audience';
import { atMost } from '#kernel';
import type { DefenceAction } from '#protocol';
import { readJudgement } from './judgement.js';

const LARGEST_ANSWER_BYTES = 16_384;

/** One POST a line, no redirects. The address is the site's own setting, so that it may be anywhere. */
export const askByHttp =
  (address: string) =>
  async (line: ClassifiedLine, signal: AbortSignal): Promise<DefenceAction> =>
    readJudgement(await post(new URL(address), JSON.stringify(line), signal));

function post(url: URL, body: string, signal: AbortSignal): Promise<string> {
  const start = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = start(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
      signal,
    });
    request.on('error', reject);
    request.on('response', (response) => {
      if (response.statusCode !== 200) {
        response.destroy();
        return reject(new Error(`the classifier answered ${response.statusCode}`));
      }
      let text = '';
      const bounded = atMost(LARGEST_ANSWER_BYTES);
      response.on('error', reject);
      bounded.on('error', (error) => {
        response.destroy();
        reject(error);
      });
      bounded.setEncoding('utf8').on('data', (piece: string) => {
        text += piece;
      });
      bounded.on('end', () => resolve(text));
      response.pipe(bounded);
    });
    request.end(body);
  });
}
