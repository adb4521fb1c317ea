import { createLog, NestLog, terminalSafe } from './log.js';

const written = (write: (log: ReturnType<typeof createLog>) => void): string => {
  const lines: string[] = [];
  write(createLog('trace', { write: (line: string) => void lines.push(line) }));
  return lines.join('');
};

describe('the log', () => {
  it.each([
    ['escape sequences', '\u001b[2J'],
    ['a C1 control sequence introducer', '\u009b2J'],
    ['line breaks', 'a\nb\r\u2028\u2029\u0085'],
    ['a delete', '\u007f'],
    ['text that turns around', '\u202e\u2066\u061c'],
    ['invisible characters', '\u200b\u2060\ufeff\u00ad'],
    ['invisible tags', '\u{e0041}\u{e007f}'],
  ])('shows %s as escapes on one line, and loses nothing [I39]', (_, text) => {
    const line = written((log) => log.info({ name: text }, text));

    expect(line.trimEnd()).toMatch(/^[\x20-\x7e]*$/);
    expect(line.split('\n')).toHaveLength(2);
    expect(JSON.parse(line)).toMatchObject({ name: text, msg: text });
  });

  it('leaves ordinary text of any language as it is', () => {
    const text = 'Grüße, 李雷, שלום, 👋🏽';
    expect(terminalSafe(JSON.stringify(text))).toBe(JSON.stringify(text));
  });

  it('strikes out secrets, wherever they are by mistake [I51]', () => {
    const secret = 'canary-secret';
    const line = written((log) =>
      log.info({
        password: secret,
        body: { password: secret, token: secret, base64_private_key: secret },
        req: { headers: { cookie: secret, authorization: secret, 'set-cookie': secret } },
      }),
    );
    expect(line).not.toContain(secret);
  });

  it('takes what services and Nest log, with the part that says it', () => {
    const line = written((log) => new NestLog(log).error('went wrong', 'Error: went wrong\n    at here', 'http'));
    expect(JSON.parse(line)).toMatchObject({
      level: 50,
      part: 'http',
      msg: 'went wrong',
      err: { stack: expect.any(String) as string },
    });
  });
});
