export interface ProblemField {
  /** Such as `servers[2].host`. */
  path: string;
  reason: string;
}

export interface ProblemAnswer {
  status: number;
  code: string;
  message: string;
  hint?: string;
  fields?: ProblemField[];
}

/** A refusal of the control plane (an `application/problem+json` answer), or the fact that it did not answer. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly hint?: string;
  readonly fields: readonly ProblemField[];

  constructor(answer: ProblemAnswer) {
    super(answer.message);
    this.name = 'Problem';
    this.status = answer.status;
    this.code = answer.code;
    this.hint = answer.hint;
    this.fields = answer.fields ?? [];
  }
}

const isProblemAnswer = (value: unknown): value is ProblemAnswer =>
  typeof value === 'object' &&
  value !== null &&
  'code' in value &&
  'message' in value &&
  typeof value.message === 'string';

/** Takes an answer that is not ok; gives the Problem it states, or one that says what little is known. */
export const problemFrom = async (response: Response): Promise<Problem> => {
  const body: unknown = await response.json().catch(() => null);
  if (isProblemAnswer(body)) return new Problem({ ...body, status: response.status });
  return new Problem({
    status: response.status,
    code: 'internal-error',
    message: `Curfew answered with status ${response.status} and no explanation.`,
    hint: 'Try again in a moment. If it stays so, an administrator finds the reason in the log of the control plane.',
  });
};

/** Takes whatever a call threw; gives a Problem that can be shown. */
export const asProblem = (error: unknown): Problem =>
  error instanceof Problem
    ? error
    : new Problem({
        status: 0,
        code: 'unreachable',
        message: 'Curfew did not answer.',
        hint: 'Check that you are online, then try again. Nothing was changed that this page does not show.',
      });
