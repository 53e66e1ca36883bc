import mdx from '@mdx-js/rollup'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/**
 * How the page is built. `base` is relative, so that the folder can be served from anywhere;
 * `cspNonce` is a word that the server behind `npm start` replaces by a fresh one per answer.
 */
export default defineConfig({
  base: './',
  plugins: [{ enforce: 'pre', ...mdx() }, react({ include: /\.(mdx|tsx)$/ })],
  html: { cspNonce: 'ORRERY_NONCE' },
  worker: { format: 'es' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    assetsInlineLimit: 0,
    rolldownOptions: {
      treeshake: {
        // Nothing happens when a file of the engine is loaded, so the page takes only what it uses.
        moduleSideEffects: [{ test: /\/engine\/.*\.ts$/, sideEffects: false }],
      },
    },
  },
  server: { host: '127.0.0.1' },
})
