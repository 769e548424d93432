import type { Certificate } from '#kernel';
import { certificateFacts } from './certificate-facts.js';

export interface WarningPageOptions {
  publicUrl: string;
  certificate: Certificate;
  /** As the browser says: `ko-KR,ko;q=0.9,en;q=0.8`. */
  languages: string | undefined;
}

interface Words {
  title: string;
  why: string;
  browsers: readonly (readonly [browser: string, says: string, then: string])[];
  fingerprint: string;
  trust: string;
  download: string;
  go: string;
}

const EN: Words = {
  title: 'Your browser is about to warn you',
  why: 'This site runs on your local network with a certificate that it made itself. What you send is encrypted, but no authority vouches for whose certificate it is, so browsers ask you first. Cameras and microphones work only over https://.',
  browsers: [
    ['Chrome, Edge', '“Your connection is not private”', 'Advanced → Proceed'],
    ['Firefox', '“Warning: Potential Security Risk Ahead”', 'Advanced… → Accept the Risk and Continue'],
    ['Safari', '“This Connection Is Not Private”', 'Show Details → visit this website'],
  ],
  fingerprint: 'To be sure that it is this server, compare the SHA-256 fingerprint that the browser shows:',
  trust: 'To be asked no more, install the certificate as trusted on your device.',
  download: 'Download the certificate',
  go: 'Continue to the site',
};

const KO: Words = {
  title: '브라우저에 경고가 표시됩니다',
  why: '이 사이트는 로컬 네트워크에서 직접 만든 인증서를 사용합니다. 전송 내용은 암호화되지만 인증 기관이 보증하지 않으므로 브라우저가 먼저 확인합니다. 카메라와 마이크는 https://에서만 사용할 수 있습니다.',
  browsers: [
    ['Chrome, Edge', '“연결이 비공개로 설정되어 있지 않습니다”', '고급 → 안전하지 않음으로 이동'],
    ['Firefox', '“경고: 보안 위험 가능성이 있습니다”', '고급… → 위험을 감수하고 계속'],
    ['Safari', '“이 연결은 비공개 연결이 아닙니다”', '세부사항 보기 → 웹 사이트 방문'],
  ],
  fingerprint: '이 서버가 맞는지 확인하려면 브라우저에 표시되는 SHA-256 지문과 비교하세요:',
  trust: '다시 묻지 않게 하려면 기기에 이 인증서를 신뢰하는 인증서로 설치하세요.',
  download: '인증서 다운로드',
  go: '사이트로 이동',
};

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:8vh auto;padding:0 1.25rem;color-scheme:light dark}
table{border-collapse:collapse;width:100%;margin:1.25rem 0}td{padding:.5rem .75rem;border:1px solid color-mix(in srgb,currentColor 25%,transparent);vertical-align:top}
code{overflow-wrap:anywhere;font-size:.85rem}.go{display:inline-block;margin-top:1rem;padding:.75rem 1.25rem;border-radius:.6rem;background:#4f46e5;color:#fff;text-decoration:none;font-weight:600}`;

/** Said at http:// before the browser says it of https://. */
export function warningPage({ publicUrl, certificate, languages }: WarningPageOptions): string {
  const isKorean = /^ko\b/i.test(languages ?? '');
  const words = isKorean ? KO : EN;
  const rows = words.browsers.map(
    ([browser, says, then]) =>
      `<tr><td><strong>${browser}</strong></td><td>${says}</td><td>${then}</td></tr>`,
  );
  return `<!doctype html>
<html lang="${isKorean ? 'ko' : 'en'}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${words.title}</title><style>${STYLE}</style></head>
<body><main><h1>${words.title}</h1><p>${words.why}</p><table>${rows.join('')}</table>
<p>${words.fingerprint}<br><code>${certificateFacts(certificate).fingerprint}</code></p>
<p>${words.trust} <a href="/certificate.pem">${words.download}</a></p>
<a class="go" href="${publicUrl.replace(/[&"<>]/g, '')}">${words.go}</a></main></body></html>
`;
}
