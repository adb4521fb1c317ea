import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const CONTROL_PLANE = process.env.CURFEW_PUBLIC_URL ?? 'http://127.0.0.1:7443';

export default defineConfig({
  plugins: [react()],
  resolve: {
    alias: [
      {
        find: /^#api-client\/(.*)\.js$/,
        replacement: fileURLToPath(new URL('../../libs/api-client/src/$1.ts', import.meta.url)),
      },
      // The domain is pure, so a page shows by the same rules what the control plane will do.
      {
        find: /^#access\/(.*)\.js$/,
        replacement: fileURLToPath(new URL('../../libs/access/src/$1.ts', import.meta.url)),
      },
    ],
  },
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    // The page's policy allows nothing inline, so nothing may be turned into a data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    proxy: { '/api': { target: CONTROL_PLANE, changeOrigin: true, headers: { origin: CONTROL_PLANE } } },
  },
});
