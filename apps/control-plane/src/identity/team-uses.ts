import { Injectable } from '@nestjs/common';
import type { TeamId } from '#access/ids.js';
import type { Transaction } from '../database/transactions.js';

/** Gives the names of what names the team, each in a few words: an access flow, an integration or a server that it owns. */
type Finder = (tx: Transaction, teamId: TeamId) => Promise<string[]>;

/** Lets the folders that build on teams say what names them; a team that is named cannot be deleted. */
@Injectable()
export class TeamUses {
  private readonly finders: Finder[] = [];

  register(finder: Finder): void {
    this.finders.push(finder);
  }

  async of(tx: Transaction, teamId: TeamId): Promise<string[]> {
    const found: string[] = [];
    for (const finder of this.finders) found.push(...(await finder(tx, teamId)));
    return found;
  }
}
