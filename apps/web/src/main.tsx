/** The web app of Curfew: pages/ holds one folder or file per page, ui/ what they are made of. */
import '@mantine/core/styles.css';
import './ui/tokens.css';
import './ui/frame.css';
import './ui/parts.css';
import './ui/notes.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { router } from './routes.js';
import { queries } from './ui/api.js';
import { colourVariables, theme } from './ui/theme.js';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element #root.');

/** The page's policy obeys only style elements with the nonce that this answer of the control plane carries. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
// The part that keeps the page from scrolling behind a dialog asks for it under this name.
Object.assign(globalThis, { __webpack_nonce__: nonce });

createRoot(root).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={colourVariables}
      defaultColorScheme="auto"
      getStyleNonce={() => nonce}
    >
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
