/** Whether something that came from outside is a tree of conditions, and where it is not [I50]. */
import { CONDITION_LIMITS, CONDITION_OPERATORS, CONDITION_SUBJECTS } from './condition.js';
import type { WrongField } from './fault.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TRICKY = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/;

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
export const isId = (value: unknown): value is string => typeof value === 'string' && UUID.test(value);
/** One line of text of 1 to `most` characters, without control characters. */
export const isShortText = (value: unknown, most: number): value is string =>
  typeof value === 'string' && value.trim() !== '' && value.length <= most && !TRICKY.test(value);
/** The same, of several lines. */
export const isShortLines = (value: unknown, most: number): value is string =>
  typeof value === 'string' &&
  value.trim() !== '' &&
  value.length <= most &&
  !TRICKY.test(value.replaceAll(/[\t\n]/g, ''));
export const hasOnly = (value: Record<string, unknown>, ...names: string[]): boolean =>
  Object.keys(value).length === names.length && names.every((name) => Object.hasOwn(value, name));

/** The fields that are wrong; none: it is a ConditionTree within its limits. */
export const wrongInConditions = (value: unknown, path: string): WrongField[] => {
  const wrong = wrongIn(value, path, 1);
  if (wrong.length > 0) return wrong;
  const count = countOf(value);
  return count > CONDITION_LIMITS.conditions
    ? [{ path, reason: `must have at most ${CONDITION_LIMITS.conditions} conditions` }]
    : [];
};

const partsOf = (value: unknown): readonly unknown[] | null => {
  if (!isRecord(value)) return null;
  const parts = Object.hasOwn(value, 'all') ? value['all'] : value['any'];
  return Array.isArray(parts) ? parts : null;
};

const countOf = (value: unknown): number => partsOf(value)?.reduce<number>((sum, part) => sum + countOf(part), 0) ?? 1;

const wrongIn = (value: unknown, path: string, depth: number): WrongField[] => {
  if (!isRecord(value)) return [{ path, reason: 'must be a condition, or all or any of conditions' }];
  const joint = ['all', 'any'].find((word) => Object.hasOwn(value, word));
  if (joint === undefined) return wrongInCondition(value, path);
  if (!hasOnly(value, joint)) return [{ path, reason: `must have nothing beside ${joint}` }];
  if (depth > CONDITION_LIMITS.depth)
    return [{ path, reason: `must be nested at most ${CONDITION_LIMITS.depth} deep` }];
  const parts = value[joint];
  if (!Array.isArray(parts) || parts.length === 0 || parts.length > CONDITION_LIMITS.conditions) {
    return [{ path: `${path}.${joint}`, reason: `must be a list of 1 to ${CONDITION_LIMITS.conditions} conditions` }];
  }
  return parts.flatMap((part, at) => wrongIn(part, `${path}.${joint}[${at}]`, depth + 1));
};

const wrongInCondition = (value: Record<string, unknown>, path: string): WrongField[] => {
  const { subject, operator, attribute } = value;
  if (!CONDITION_SUBJECTS.includes(subject as never))
    return [{ path: `${path}.subject`, reason: `must be one of ${CONDITION_SUBJECTS.join(', ')}` }];
  const names = ['subject', 'operator', 'values', ...(subject === 'attribute' ? ['attribute'] : [])];
  if (!hasOnly(value, ...names)) return [{ path, reason: `must have exactly ${names.join(', ')}` }];
  if (!CONDITION_OPERATORS.includes(operator as never))
    return [{ path: `${path}.operator`, reason: `must be one of ${CONDITION_OPERATORS.join(', ')}` }];
  if (subject === 'attribute' && !isShortText(attribute, 64))
    return [{ path: `${path}.attribute`, reason: 'must be the name of an attribute' }];
  const byId = operator === 'is' || operator === 'is-not';
  if (subject === 'shift' && !byId)
    return [{ path: `${path}.operator`, reason: 'must be is or is-not: a shift is named by itself' }];
  return wrongInValues(value['values'], `${path}.values`, byId && subject !== 'attribute');
};

const wrongInValues = (values: unknown, path: string, ids: boolean): WrongField[] => {
  if (!Array.isArray(values) || values.length === 0 || values.length > CONDITION_LIMITS.values)
    return [{ path, reason: `must be a list of 1 to ${CONDITION_LIMITS.values} values` }];
  if (new Set(values).size < values.length) return [{ path, reason: 'must not name the same twice' }];
  const fits = (value: unknown): boolean => (ids ? isId(value) : isShortText(value, CONDITION_LIMITS.valueLength));
  return values.flatMap((value, at) =>
    fits(value) ? [] : [{ path: `${path}[${at}]`, reason: ids ? 'must be an id' : 'must be a short text' }],
  );
};
