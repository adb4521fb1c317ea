import { Injectable } from '@nestjs/common';
import type { PersonId } from '#access/ids.js';
import { PeopleService } from './people.service.js';
import type { SessionView } from './sign-in.dto.js';
import { WaitingForMe } from './waiting-for-me.js';

/** Puts together what a signed-in person sees of himself. */
@Injectable()
export class SessionViews {
  constructor(
    private readonly people: PeopleService,
    private readonly waiting: WaitingForMe,
  ) {}

  async of(personId: PersonId): Promise<SessionView> {
    const [person, waitingForMe] = await Promise.all([this.people.view(personId), this.waiting.of(personId)]);
    const authorities = person.role === 'administrator' ? ['signed-in', 'administrator'] : ['signed-in'];
    return { person, waitingForMe, authorities };
  }
}
