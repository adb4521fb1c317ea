import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';

/** argon2id as OWASP's password storage sheet asks for it: 19 MiB, 2 passes, 1 lane; about 20 ms. */
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const SHORTEST_PASSWORD = 10;
export const LONGEST_PASSWORD = 200;

/** The same password typed on two keyboards may come in two Unicode forms. */
const oneForm = (password: string): string => password.normalize('NFKC');

@Injectable()
export class Passwords {
  /** A hash that no password fits: compared against where there is none, so that the answer takes the same time [I52]. */
  private readonly dummy = hash(randomBytes(32).toString('base64'), ARGON2ID);

  async hash(password: string): Promise<string> {
    return hash(oneForm(password), ARGON2ID);
  }

  /** Whether the password is the one of the hash; for no hash it works as long and says no. */
  async fits(hashed: string | null, password: string): Promise<boolean> {
    const same = await this.compare(hashed ?? (await this.dummy), password);
    return same && hashed !== null;
  }

  /** The one costly step of an answer: it is made whether there is a hash or not. */
  compare(hashed: string, password: string): Promise<boolean> {
    return verify(hashed, oneForm(password));
  }
}
