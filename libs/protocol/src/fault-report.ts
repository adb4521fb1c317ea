import type { FaultCode } from '#access/fault-codes.js';
import { FaultReport } from './from-connector.js';

/** What a Fault and a fault in a server's answer have in common. */
export interface Reportable {
  code: FaultCode;
  message: string;
  hint?: string;
  detail?: string;
}

/** A fault as it crosses the link, each text cut to what the message takes. */
export const faultReportOf = ({ code, message, hint, detail }: Reportable): FaultReport =>
  Object.assign(new FaultReport(), {
    code,
    message: message.slice(0, 2000),
    ...(hint !== undefined && { hint: hint.slice(0, 2000) }),
    ...(detail !== undefined && { detail: detail.slice(0, 4000) }),
  });
