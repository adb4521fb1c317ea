/** How long the timers of a file are at most, read out of its text [I21]. */
import ts from 'typescript';

export const LONGEST_TIMER_MS = 2 ** 31 - 1;

const TIMER = /^(?:(?:window|globalThis)\.)?set(?:Timeout|Interval)$/;
/** Cuts what it is given, see libs/access/src/longest-timer.ts. */
const CUT = 'timerMs';

/** Takes the syntax tree of a file and gives the timers in it that may be too long, as they are written. */
export const timersTooLong = (source: ts.SourceFile): string[] => {
  const constants = constantsOf(source);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const name = node.expression.getText();
      const length = TIMER.test(name)
        ? node.arguments[1]
        : name === 'AbortSignal.timeout'
          ? node.arguments[0]
          : undefined;
      if (length && !(mostOf(length, constants) <= LONGEST_TIMER_MS)) found.push(`${name}(… ${length.getText()})`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
};

type Constants = ReadonlyMap<string, ts.Expression>;

/** The constants of the file, and the fields of those that are objects: `BACK_OFF.longestMs`. */
const constantsOf = (source: ts.SourceFile): Constants => {
  const constants = new Map<string, ts.Expression>();
  for (const statement of source.statements) {
    if (!ts.isVariableStatement(statement) || !(statement.declarationList.flags & ts.NodeFlags.Const)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      if (!initializer) continue;
      constants.set(name.getText(), initializer);
      if (!ts.isObjectLiteralExpression(initializer)) continue;
      for (const field of initializer.properties)
        if (ts.isPropertyAssignment(field))
          constants.set(`${name.getText()}.${field.name.getText()}`, field.initializer);
    }
  }
  return constants;
};

/** The greatest value that an expression can have; NaN: the text does not say. */
const mostOf = (node: ts.Expression, constants: Constants): number => {
  if (ts.isNumericLiteral(node)) return Number(node.text.replaceAll('_', ''));
  if (ts.isParenthesizedExpression(node)) return mostOf(node.expression, constants);
  if (ts.isIdentifier(node) || ts.isPropertyAccessExpression(node)) {
    const constant = constants.get(node.getText());
    return constant ? mostOf(constant, constants) : NaN;
  }
  if (ts.isBinaryExpression(node)) return calculated(node, constants);
  return ts.isCallExpression(node) ? mostOfCall(node, constants) : NaN;
};

const calculated = ({ left, operatorToken, right }: ts.BinaryExpression, constants: Constants): number => {
  const [one, other] = [mostOf(left, constants), mostOf(right, constants)];
  switch (operatorToken.kind) {
    case ts.SyntaxKind.PlusToken:
      return one + other;
    case ts.SyntaxKind.AsteriskToken:
      return one * other;
    case ts.SyntaxKind.SlashToken:
      return one / other;
    default:
      return NaN;
  }
};

const mostOfCall = ({ expression, arguments: given }: ts.CallExpression, constants: Constants): number => {
  const values = [...given].map((one) => mostOf(one, constants));
  switch (expression.getText()) {
    case CUT:
      return LONGEST_TIMER_MS;
    case 'Math.min':
      return Math.min(Infinity, ...values.filter((value) => !Number.isNaN(value)));
    case 'Math.max':
      return Math.max(...values);
    default:
      return NaN;
  }
};
