import { guestError } from '#kernel';

/** argon2id, this module's default, at OWASP's first choice: 19 MiB, two passes, one lane. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Only the server hashes, and not before someone signs in. */
const argon2 = () => import('@node-rs/argon2');

const MIN_LENGTH = 10;
/** Nobody types a longer one: it would only keep the hash function busy. */
const MAX_LENGTH = 256;

/** The same password typed on two keyboards has to be the same bytes. */
const normalise = (password: string): string => password.normalize('NFKC');

export function checkPassword(password: string): void {
  const { length } = [...normalise(password)];
  if (length >= MIN_LENGTH && length <= MAX_LENGTH) return;
  throw guestError('password-weak', `A password has ${MIN_LENGTH} to ${MAX_LENGTH} characters.`, {
    status: 422,
    details: { minLength: MIN_LENGTH, maxLength: MAX_LENGTH },
  });
}

export async function hashPassword(password: string): Promise<string> {
  checkPassword(password);
  const { hash } = await argon2();
  return hash(normalise(password), COST);
}

let decoy: Promise<string> | undefined;

/** With no hash to compare, it takes as long as with one, so that nobody learns which addresses exist. */
export async function verifyPassword(passwordHash: string | undefined, password: string): Promise<boolean> {
  if (password.length > MAX_LENGTH) return false;
  const { hash, verify } = await argon2();
  decoy ??= hash('nobody has this password', COST);
  const matches = await verify(passwordHash ?? (await decoy), normalise(password));
  return matches && passwordHash !== undefined;
}
