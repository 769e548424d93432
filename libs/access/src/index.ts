export { type Actor, accountOf, describeActor, NOBODY, personIn, roleIn, type ShowFacts } from './actor.js';
export { clientAddress, type IsTrusted, trustedNetworks } from './client-address.js';
export { type CookieOptions, DEVICE_COOKIE, findCookie, printCookie, SESSION_COOKIE } from './cookies.js';
export { checkCsrfToken, checkOrigin, csrfTokenOf, type OriginFacts } from './csrf.js';
export { MemoryRateLimiter, memoryRateLimiter } from './memory-rate-limiter.js';
export { networkOf } from './network-of.js';
export { NetworkPace, type Pace } from './network-pace.js';
export { checkPassword, hashPassword, verifyPassword } from './passwords.js';
export { isPrivateAddress } from './private-address.js';
export {
  checkMayActOn,
  checkMayGive,
  checkRank,
  higherOf,
  isHigher,
  mayActOn,
  mayGive,
  type Ranked,
  type Ranks,
  type ShowRole,
} from './rank.js';
export type { CreateRateLimiter, RateAnswer, RateLimiter, RequestRate } from './rate-limiter.js';
export { readerKey } from './reader-key.js';
export { redisRateLimiter } from './redis-rate-limiter.js';
export { isAboutShow, isAllowed, RULES, type Rule } from './rules.js';
export { Seal } from './seal.js';
export { hashSecret, isSame, isSecretOf, macOf, newSecret, type SecretKind } from './secrets.js';
export { SignInThrottle } from './sign-in-throttle.js';
export { srtPassphrase } from './srt-passphrase.js';
export { TICKET_ROLES, type Ticket, TicketBooth, type TicketRole } from './tickets.js';
export { tooManyRequests } from './too-many.js';
