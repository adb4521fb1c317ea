/**
 * The signer: the only folder of Curfew that touches the user CA key. `permitSigning` checks and journals, `UserCa` signs,
 * and nothing but a permit gets from the one to the other.
 */
import { randomBytes } from 'node:crypto';
import type { SignerJournal } from './signer-journal.js';
import { permitSigning, type SignRequest, type SigningSources } from './signing-permit.js';
import type { UserCa } from './user-ca.js';

export class Signer {
  private readonly sources: SigningSources;

  /** @param nowMs the connector's high-water time: it never goes back [I19] */
  constructor(
    private readonly userCa: UserCa,
    journal: SignerJournal,
    nowMs: () => number,
  ) {
    this.sources = { journal, nowMs, random: randomBytes };
  }

  /**
   * Makes a certificate for a public key and a grant of the connector's own journal.
   * @returns one line: type, base64, key id
   * @throws Fault public-key-invalid, public-key-weak, grant-not-active, key-not-bound, above-ceiling
   */
  async sign(request: SignRequest): Promise<string> {
    return this.userCa.issue(await permitSigning(request, this.sources));
  }
}
