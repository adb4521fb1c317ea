import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Fault } from '#access/fault.js';
import { Transactions } from '../database/transactions.js';
import { Authority } from './authority.js';

export class HealthView {
  @ApiProperty({ enum: ['ok'] }) status: 'ok';
}

@ApiTags('installation')
@Authority('anyone')
@Controller()
export class HealthController {
  constructor(private readonly transactions: Transactions) {}

  /** The process answers. */
  @Get('health')
  @ApiOkResponse({ type: HealthView })
  health(): HealthView {
    return { status: 'ok' };
  }

  /** The process can do its work: PostgreSQL answers. */
  @Get('ready')
  @ApiOkResponse({ type: HealthView })
  async ready(): Promise<HealthView> {
    try {
      await this.transactions.reader.query('SELECT 1');
      return { status: 'ok' };
    } catch (cause) {
      throw new Fault('database-unreachable', 'PostgreSQL does not answer.', {
        hint: 'Check that PostgreSQL runs and that DATABASE_URL is right.',
        cause,
      });
    }
  }
}
