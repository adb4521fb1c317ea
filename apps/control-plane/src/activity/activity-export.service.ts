import { Injectable } from '@nestjs/common';
import { AuditService } from '../audit/audit.service.js';
import { Clock } from '../clock/clock.js';
import { Transactions } from '../database/transactions.js';
import { actorOf, type SignedIn } from '../http/authority.js';
import { setFieldsOf } from './activity-conditions.js';
import type { ActivityExportQuery, ActivityFilter, ExportFormat } from './activity.dto.js';
import { activityView } from './activity-list.service.js';
import { ActivityStore } from './activity.store.js';
import type { ActivityView } from './activity.view.js';
import { csvLine } from './csv.js';

const ROWS_AT_ONCE = 500;

export interface ActivityFile {
  name: string;
  type: string;
  /** Text in pieces, read from the database as fast as the reader takes them. */
  pieces: AsyncIterable<string>;
}

/** The filtered list as a file. Who took which part of it stands in the audit before the first byte leaves. */
@Injectable()
export class ActivityExport {
  constructor(
    private readonly store: ActivityStore,
    private readonly audit: AuditService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async file(me: SignedIn, { format, ...filter }: ActivityExportQuery): Promise<ActivityFile> {
    await this.transactions.run((tx) =>
      this.audit.record(tx, actorOf(me), {
        action: 'activity.exported',
        object: { kind: 'activity', id: null, name: 'Activity' },
        detail: { format, filter: setFieldsOf(filter) },
      }),
    );
    const day = this.clock.now().toISOString().slice(0, 10);
    return {
      name: `curfew-activity-${day}.${format}`,
      type: TYPES[format],
      pieces: WRITERS[format](this.rows(filter)),
    };
  }

  private async *rows(filter: ActivityFilter): AsyncGenerator<ActivityView[]> {
    let before: string | undefined;
    for (;;) {
      const rows = await this.store.page(this.transactions.reader, filter, before, ROWS_AT_ONCE);
      const nowMs = this.clock.nowMs();
      if (rows.length > 0) yield rows.map((row) => activityView(row, nowMs));
      if (rows.length < ROWS_AT_ONCE) return;
      before = rows[rows.length - 1].id;
    }
  }
}

const TYPES: Record<ExportFormat, string> = {
  csv: 'text/csv; charset=utf-8; header=present',
  json: 'application/json; charset=utf-8',
};

const COLUMNS: readonly (readonly [name: string, of: (view: ActivityView) => string | number | null])[] = [
  ['request', ({ id }) => id],
  ['asked_at', ({ askedAt }) => askedAt],
  ['requester', ({ requester }) => requester.displayName],
  ['requester_email', ({ requester }) => requester.email],
  ['receiver', ({ receiver }) => receiver.displayName],
  ['server', ({ resource }) => resource.name],
  ['host', ({ resource }) => resource.host],
  ['integration', ({ resource }) => resource.integrationName],
  ['permissions', ({ permissions }) => permissions.join(' ')],
  ['duration_seconds', ({ durationSeconds }) => durationSeconds],
  ['reason', ({ reason }) => reason],
  ['flow', ({ flow }) => flow.name],
  ['flow_version', ({ flow }) => flow.version],
  ['request_state', ({ state }) => state],
  ['decided_at', ({ decidedAt }) => decidedAt],
  ['start_asked_at', ({ startAt }) => startAt],
  ['start_due_at', ({ dueAt }) => dueAt],
  ['lapsed_because', ({ lapsedBecause }) => lapsedBecause],
  ['answers', ({ approvals }) => approvals.map(answerWords).join('\n')],
  ['requesters_own_yes', ({ approvals }) => String(approvals.some(({ answer, own }) => own && answer === 'yes'))],
  ['grant', ({ grant }) => grant?.id ?? null],
  ['account', ({ grant }) => grant?.account ?? null],
  ['grant_state', ({ grant }) => grant?.state ?? null],
  ['from', ({ grant }) => grant?.fromAt ?? null],
  ['until', ({ grant }) => grant?.untilAt ?? null],
  ['end_ordered_at', ({ grant }) => grant?.endedAt ?? null],
  ['cause_of_end', ({ grant }) => grant?.cause ?? null],
  ['removal_proved_at', ({ grant }) => grant?.provedAt ?? null],
  ['kind', ({ kind }) => kind],
  ['extends_grant', ({ extension }) => extension?.grantId ?? null],
  ['extends_request', ({ extension }) => extension?.requestId ?? null],
  ['extended_from', ({ extension }) => extension?.fromUntilAt ?? null],
  ['extended_until', ({ extension }) => extension?.untilAt ?? null],
  ['review_due_at', ({ review }) => review?.dueAt ?? null],
  ['reviewed_at', ({ review }) => review?.closedAt ?? null],
  ['reviewed_by', ({ review }) => review?.closedBy?.displayName ?? null],
  ['review_comment', ({ review }) => review?.comment ?? null],
  ['fields', ({ fields }) => fields.map(({ label, value }) => `${label}: ${value}`).join('\n')],
  ['certificate_serials', ({ grant }) => grant?.certificateSerials.map(serialWords).join(', ') ?? null],
];

/** As sshd logs it. A bare number of that length would be rounded by a spreadsheet. */
const serialWords = (serial: string): string => `serial ${serial}`;

const answerWords = ({ approver, answer, own, reason, at }: ActivityView['approvals'][number]): string =>
  `${approver.displayName}${own ? ', who asked' : ''}: ${answer}, ${at}${reason === null ? '' : `: ${reason}`}`;

async function* csv(batches: AsyncIterable<ActivityView[]>): AsyncGenerator<string> {
  yield csvLine(COLUMNS.map(([name]) => name));
  for await (const batch of batches) yield batch.map((view) => csvLine(COLUMNS.map(([, of]) => of(view)))).join('');
}

/** One array, so that a file that was cut off is no JSON. */
async function* json(batches: AsyncIterable<ActivityView[]>): AsyncGenerator<string> {
  let before = '[\n';
  for await (const batch of batches) {
    yield before + batch.map((view) => JSON.stringify(view)).join(',\n');
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}

const WRITERS: Record<ExportFormat, (batches: AsyncIterable<ActivityView[]>) => AsyncGenerator<string>> = { csv, json };
