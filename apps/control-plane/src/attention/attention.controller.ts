import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Authority, Me, type SignedIn } from '../http/authority.js';
import { Attention } from './attention.service.js';
import { AttentionView } from './attention.view.js';

@ApiTags('installation')
@Authority('administrator')
@Controller('attention')
export class AttentionController {
  constructor(private readonly attention: Attention) {}

  @Get()
  @ApiOkResponse({ type: AttentionView })
  show(@Me() me: SignedIn): Promise<AttentionView> {
    return this.attention.now(me.personId);
  }
}
