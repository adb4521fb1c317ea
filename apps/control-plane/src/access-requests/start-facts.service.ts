import { Injectable } from '@nestjs/common';
import type { StartFacts } from '#access/answering.js';
import type { LaterStart } from '#access/clock-start.js';
import type { AccessRequestId } from '#access/ids.js';
import { PeopleFacts } from '../access-flows/people-facts.service.js';
import type { Transaction } from '../database/transactions.js';
import type { RequestRow } from './access-requests.store.js';
import { AnswerFactsLoader } from './answer-facts.service.js';

export interface StartBasis {
  readonly request: RequestRow;
  readonly facts: Omit<StartFacts, 'nowMs'>;
}

/** The facts that a later start is decided on, with everything locked that could change them meanwhile. */
@Injectable()
export class StartFactsLoader {
  constructor(
    private readonly answered: AnswerFactsLoader,
    private readonly people: PeopleFacts,
  ) {}

  /**
   * Who answered is looked at as he is now, but for the shifts: a yes that was given on duty stands when the duty is over.
   * @throws Fault not-found
   */
  async load(tx: Transaction, id: AccessRequestId): Promise<StartBasis> {
    const { request, facts } = await this.answered.load(tx, null, id);
    const decidedAtMs = request.decidedAt?.getTime() ?? facts.askedAtMs;
    const onDuty = await this.people.onDutyAt(tx, decidedAtMs);
    const answers = facts.answers.map(({ person, answer }) => ({
      person: { ...person, onShifts: [...onDuty].flatMap(([shift, who]) => (who === person.personId ? [shift] : [])) },
      answer,
    }));
    return { request, facts: { ...facts, answers, decidedAtMs, later: laterOf(request) } };
  }
}

/** Of a request that waits to start. */
export const laterOf = ({ startAt, dueAt }: Pick<RequestRow, 'startAt' | 'dueAt'>): LaterStart => ({
  at: startAt === null ? 'first-use' : 'scheduled',
  dueMs: dueAt?.getTime() ?? 0,
});
