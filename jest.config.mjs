const transform = (module, parser) => ({
  swcrc: false,
  sourceMaps: 'inline',
  module: { type: module },
  jsc: {
    target: 'es2022',
    keepClassNames: true,
    ...(parser && {
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
    }),
  },
});

/** Everything runs as ES modules, as the shipped programs do. `cookie` and `content-disposition` need CommonJS on Node 20. */
export default {
  testRegex: '(apps/(control-plane|connector)|libs|script|test)/.*\\.spec\\.ts$',
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/apps/web'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', transform('es6', true)],
    'node_modules/(cookie|content-disposition)/.+\\.js$': ['@swc/jest', transform('commonjs', false)],
  },
  transformIgnorePatterns: ['/node_modules/(?!.*(cookie|content-disposition)/)'],
  moduleNameMapper: {
    '^#([a-z-]+)/(.*)\\.js$': '<rootDir>/libs/$1/src/$2',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  globalSetup: '<rootDir>/libs/testkit/global-setup.mjs',
  globalTeardown: '<rootDir>/libs/testkit/global-teardown.mjs',
  testSequencer: '<rootDir>/test/sequencer.mjs',
  testTimeout: 240_000,
  // More than a small machine's processors: much of the time the tests wait for servers.
  maxWorkers: 5,
};
