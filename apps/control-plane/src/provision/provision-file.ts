import { readFileSync } from 'node:fs';
import { Fault } from '#access/fault.js';
import { inputPipe } from '../http/validation.js';
import { EditIntegration, NewIntegration } from '../catalog/integrations.dto.js';

/** What CURFEW_PROVISION names: what shall be there when the control plane has started. Absent parts stay as they are. */
export interface Provision {
  connector: {
    name: string;
    /** Where a token is written (0600) while the connector is not enrolled. */
    enrolmentTokenFile: string;
    /** The connector has lost its state: a token is written although it was enrolled. */
    lost?: boolean;
  };
  /** Fields of POST /api/integrations less `connectorId`; one of that name is edited. */
  integration?: { name: string } & Record<string, unknown>;
}

/** @throws Fault config-invalid */
export function readProvision(path: string): Provision {
  try {
    const file = JSON.parse(readFileSync(path, 'utf8')) as Partial<Provision>;
    if (isText(file.connector?.name) && isText(file.connector.enrolmentTokenFile) && hasName(file.integration))
      return file as Provision;
  } catch (cause) {
    throw new Fault('config-invalid', `The file ${path}, which CURFEW_PROVISION names, cannot be read as JSON.`, {
      cause,
    });
  }
  throw new Fault('config-invalid', `The file ${path}, which CURFEW_PROVISION names, lacks the connector or a name.`, {
    hint: 'It holds {"connector": {"name": "…", "enrolmentTokenFile": "…"}, "integration": {"name": "…", …}}.',
  });
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';
const hasName = (value: unknown): boolean => value === undefined || isText((value as { name?: unknown } | null)?.name);

/** Checked as if an administrator had sent it. @throws Fault input-invalid */
export const readNewIntegration = (fields: object): Promise<NewIntegration> =>
  inputPipe().transform(fields, { type: 'body', metatype: NewIntegration }) as Promise<NewIntegration>;

/** @throws Fault input-invalid */
export const readEditIntegration = (fields: object): Promise<EditIntegration> =>
  inputPipe().transform(fields, { type: 'body', metatype: EditIntegration }) as Promise<EditIntegration>;
