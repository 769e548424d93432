export { type Actor, accountOf, describeActor, NOBODY, type ShowFacts } from './actor.js';
export { type CookieOptions, DEVICE_COOKIE, findCookie, printCookie, SESSION_COOKIE } from './cookies.js';
export { checkCsrfToken, checkOrigin, csrfTokenOf, type OriginFacts } from './csrf.js';
export { checkPassword, hashPassword, verifyPassword } from './passwords.js';
export { isAboutShow, isAllowed, RULES, type Rule } from './rules.js';
export { hashSecret, isSame, isSecretOf, macOf, newSecret, type SecretKind } from './secrets.js';
export { SignInThrottle } from './sign-in-throttle.js';
export { TICKET_ROLES, type Ticket, TicketBooth, type TicketRole } from './tickets.js';
export { type BucketAnswer, type BucketRate, TokenBuckets } from './token-buckets.js';
