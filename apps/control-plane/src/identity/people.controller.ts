import { Body, Controller, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { PersonId } from '#access/ids.js';
import { Authority, Me, type SignedIn } from '../http/authority.js';
import { IdParam } from '../http/id-param.js';
import { PageQuery } from '../http/page.js';
import { Leaving } from './leaving.service.js';
import { PeopleAdministration } from './people-administration.service.js';
import { DisablePerson, EditPerson, NewPersonInput } from './people.dto.js';
import { PeopleService } from './people.service.js';
import { PeoplePage, PersonView } from './person.view.js';

@ApiTags('people')
@Authority('administrator')
@Controller('people')
export class PeopleController {
  constructor(
    private readonly people: PeopleService,
    private readonly administration: PeopleAdministration,
    private readonly leaving: Leaving,
  ) {}

  @Get()
  @ApiOkResponse({ type: PeoplePage })
  list(@Query() query: PageQuery): Promise<PeoplePage> {
    return this.people.page(query);
  }

  @Post()
  @ApiCreatedResponse({ type: PersonView })
  async add(@Me() me: SignedIn, @Body() input: NewPersonInput): Promise<PersonView> {
    return this.people.view(await this.administration.add(me, input));
  }

  @Get(':id')
  @ApiOkResponse({ type: PersonView })
  get(@IdParam() id: PersonId): Promise<PersonView> {
    return this.people.view(id);
  }

  @Patch(':id')
  @ApiOkResponse({ type: PersonView })
  async edit(@Me() me: SignedIn, @IdParam() id: PersonId, @Body() input: EditPerson): Promise<PersonView> {
    await this.administration.edit(me, id, input);
    return this.people.view(id);
  }

  @Post(':id/disable')
  @ApiOkResponse({ type: PersonView })
  @HttpCode(200)
  async disable(@Me() me: SignedIn, @IdParam() id: PersonId, @Body() { reason }: DisablePerson): Promise<PersonView> {
    await this.leaving.disable(me, id, reason);
    return this.people.view(id);
  }

  @Post(':id/enable')
  @ApiOkResponse({ type: PersonView })
  @HttpCode(200)
  async enable(@Me() me: SignedIn, @IdParam() id: PersonId): Promise<PersonView> {
    await this.leaving.enable(me, id);
    return this.people.view(id);
  }
}
